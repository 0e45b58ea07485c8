"""Figures of agencies, groups and everybody, read from the aggregates; all over whole Jalali months."""
