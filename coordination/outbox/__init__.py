"""Events written with the change, delivered once in effect; mails; the one list of periodic jobs."""
