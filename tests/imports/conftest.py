"""The world, an administrator's browser, and workbooks as people fill them in."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient

from tests.world import World, build_world, sign_in


@pytest.fixture
def world(app: Flask, now: datetime) -> World:
    return build_world(app)


@pytest.fixture
def admin(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    sign_in(client, world.administrator)
    return client


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    """`workbook(["Name in Persian", …], [row, …])`: the bytes of an XLSX file; text after "=" becomes a formula."""

    def make(headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out)
        sheet = book.add_worksheet()
        for number, row in enumerate([headings, *rows]):
            for place, value in enumerate(row):
                if value is not None:
                    sheet.write(number, place, value)
        book.close()
        return out.getvalue()

    return make
