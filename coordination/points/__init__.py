"""Watched points of a city and the visit rounds of mobile units to them."""
