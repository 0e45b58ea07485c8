"""The append-only, chained trail of acts and readings, its check and its page."""
