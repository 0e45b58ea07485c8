"""Programs for developers and the Makefile; nothing here runs in an installation."""
