"""The forms of minutes."""
