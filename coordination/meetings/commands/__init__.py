"""All writes of meetings: calling and holding them, items, agenda entries and their outcomes, attendance."""
