"""Meetings of groups: agenda items and entries, invitations, attendance and quorum."""
