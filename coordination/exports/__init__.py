"""Registers taken out as CSV or XLSX, with a reason and a row in the trail."""
