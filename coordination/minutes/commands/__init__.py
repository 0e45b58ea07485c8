"""Everything that writes on minutes: one function per verb; none commits."""
