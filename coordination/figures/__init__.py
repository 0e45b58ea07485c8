"""Figures of agencies, groups and the whole, kept up to date and hiding small counts."""
