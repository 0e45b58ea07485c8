"""Agencies, centres, needs, holidays and the installation itself."""
