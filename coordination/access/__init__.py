"""Who may do what to which thing: the one place of every right."""
