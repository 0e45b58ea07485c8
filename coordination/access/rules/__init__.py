"""Every right, one line an act, a module for each part of the house."""
