"""The whole installation as an open archive with a manifest, and its import into an empty one."""
