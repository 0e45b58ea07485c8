"""Makes a fresh checkout ready to start: secrets, schema, and a demo world where there is nothing else.

Each step looks before it acts, so that running it again changes nothing.
"""

import os
import subprocess
import sys

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from config import ROOT, Config, Missing, secrets_file, write_secrets
from coordination import create_app
from coordination.accounts.models import Person
from coordination.directory.models import Installation
from coordination.kernel.db import db


def main() -> None:
    """Prepares the installation that the environment describes."""
    if os.environ.get("MODE") != "production":
        write_secrets(secrets_file())
    try:
        config = Config.from_env()
    except Missing as missing:
        sys.exit(str(missing))
    app = create_app(config)
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
    if config.mode == "demo" and _empty(app):
        print("Building the demo world.", flush=True)
        subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "demo"], check=True, cwd=ROOT)


def _empty(app: Flask) -> bool:
    with app.app_context():
        taken = db.session.scalar(select(Installation.id)) or db.session.scalar(select(Person.id).limit(1))
        return taken is None


if __name__ == "__main__":
    main()
