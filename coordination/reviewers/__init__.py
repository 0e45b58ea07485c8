"""Who rules on objections outside the court route, until groups and their secretaries do."""
