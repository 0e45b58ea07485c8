"""What knows Flask and SQLAlchemy, and nothing of agencies."""
