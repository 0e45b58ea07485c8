"""Outcomes: what became of a child, claimed by one and verified by another."""
