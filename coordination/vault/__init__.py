"""Secrets at rest: data keys, sealed columns, keyed hashes, encrypted files."""
