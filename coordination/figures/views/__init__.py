"""Pages of the figures, and the command that counts them anew."""

from flask import Flask

from coordination.figures import cli
from coordination.figures.views import rows, show  # noqa: F401  (their routes register themselves)
from coordination.figures.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages and ``flask figures``."""
    app.register_blueprint(bp)
    app.cli.add_command(cli.figures)
