"""Data calls to agencies, their answers and tally, and the distributions planned by them."""
