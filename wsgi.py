"""What a WSGI server loads: the application made from the environment."""

from config import Config
from coordination import create_app

app = create_app(Config.from_env())
