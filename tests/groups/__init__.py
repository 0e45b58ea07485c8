"""Tests of groups, seats, lead groups and phrases."""
