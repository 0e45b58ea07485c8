"""Backup and restore: one encrypted archive of data and files, another of the key store, kept apart from it."""
