"""What a WSGI server and the flask command load: the application made from the environment."""

import sys

from config import Config, Missing, secrets_file, write_secrets
from coordination import create_app, logs
from coordination.cli import HOUSE_COMMANDS, house_app

# `flask setup` makes the secrets, without which there is no application that could have commands.
if "setup" in sys.argv[1:]:
    write_secrets(secrets_file())
try:
    if HOUSE_COMMANDS & set(sys.argv[1:]):
        app = house_app()
    else:
        config = Config.from_env()
        logs.silence_python(config)
        app = create_app(config)
except Missing as missing:
    sys.exit(str(missing))
