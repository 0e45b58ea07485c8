"""A session's token, and which posts and roles hold today."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from coordination.accounts.models import InstallationRole, Post

COOKIE = "hamahang_session"
"""The cookie of the browser that carries the token."""


def new_token() -> str:
    """A session's or link's secret: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def holds_today(post: type[Post] | type[InstallationRole], today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL: the post or role is confirmed and today lies within its days."""
    return and_(post.confirmed_at.is_not(None), post.from_on <= today, or_(post.to_on.is_(None), post.to_on >= today))
