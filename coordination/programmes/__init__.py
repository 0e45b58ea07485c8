"""Programmes with phases, partners and money, and memoranda."""
