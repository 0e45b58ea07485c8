"""The pages of the directory: agencies, centres, and the lists that an administrator keeps."""

from flask import Flask

from coordination.directory.views import agencies, centres, holidays, lists  # noqa: F401  (their routes)
from coordination.directory.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of the directory."""
    app.register_blueprint(bp)
