"""Activities of groups and agencies: meetings attended, workshops, events, visits, contacts and the rest."""
