"""All writes of accounts: signing in, passwords, one-time links, people, posts, roles and absences."""
