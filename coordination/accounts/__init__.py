"""People, their posts, absences, sign-in and sessions."""
