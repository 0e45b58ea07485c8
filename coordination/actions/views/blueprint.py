"""The blueprint that all pages of actions hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("actions", __name__, url_prefix="/actions")
"""Every page of an action; that of a new one hangs on its resolution (``creating``)."""
