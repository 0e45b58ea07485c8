"""Referrals between agencies, from draft to closed: the pattern for every other feature."""
