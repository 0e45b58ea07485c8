"""The blueprint of the figures."""

from flask import Blueprint

bp = Blueprint("figures", __name__, url_prefix="/figures")
