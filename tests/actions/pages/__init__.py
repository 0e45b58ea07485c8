"""Tests of the pages of actions."""
