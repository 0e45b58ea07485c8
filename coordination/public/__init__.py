"""What everybody may read without an account, where the administrator opened it; and an agency's page for its head."""
