"""Circulars to members and agencies, and who has read them."""
