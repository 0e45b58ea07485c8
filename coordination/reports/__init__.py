"""Seasonal, half-yearly and yearly reports, made of the records, edited, published."""
