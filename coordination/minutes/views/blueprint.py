"""The blueprint that all pages of minutes hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("minutes", __name__)
