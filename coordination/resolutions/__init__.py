"""Resolutions: what a group has decided, its number, whom it binds, and what it does to a referral."""
