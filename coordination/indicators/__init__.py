"""Indicators: targets against what was reached, period by period."""
