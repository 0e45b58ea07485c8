"""«Today»: what waits for the one who signs in."""
