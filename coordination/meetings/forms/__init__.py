"""Forms of meetings, agenda items and entries."""
