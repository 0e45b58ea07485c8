"""Actions: what somebody has to do by a day because a meeting decided so, and its verification."""
