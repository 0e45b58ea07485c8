"""Taking agencies, centres and people in from a table: looked at first, written only when confirmed."""
