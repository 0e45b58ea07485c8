"""Everything that is read of minutes."""
