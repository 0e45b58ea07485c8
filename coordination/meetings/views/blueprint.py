"""The blueprint that all pages of meetings and their agendas hang on."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("meetings", __name__)
