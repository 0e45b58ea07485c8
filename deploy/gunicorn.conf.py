"""How gunicorn serves Hamahang, under `flask serve` and under systemd alike: addresses and sizes come from Config."""

import sys
from pathlib import Path

from config import Config, Missing
from coordination.logs import gunicorn_settings

try:
    settings = Config.from_env()
except Missing as missing:
    sys.exit(str(missing))

bind = f"[{settings.bind}]:{settings.port}" if ":" in settings.bind else f"{settings.bind}:{settings.port}"
worker_class = "gthread"
workers = settings.web_workers
threads = settings.web_threads
timeout = 60
graceful_timeout = 10
keepalive = 5
# Heartbeats go to memory: on a busy disk a worker would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
# Addresses carry tokens and search words, so visits are not logged here.
accesslog = None
errorlog = "-"
loglevel = settings.log_level.lower()
logconfig_dict = gunicorn_settings(settings.log_level)
