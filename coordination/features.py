"""The features of the application, left to right: each registers its pages, commands and what it listens to."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination import cli

FEATURES: tuple[Callable[[Flask], None], ...] = (cli.register,)
