"""Pictures of every page of the demo world, and eyes that look for what no page may show."""
