"""What the look keeps to: vendored files as recorded, a light first visit, fields and bars that say what they show."""

import gzip
import re
from collections.abc import Iterator
from types import SimpleNamespace

import jinja2
import pytest
from flask import Flask, get_template_attribute
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired

from coordination.lang import filters, locale
from coordination.lang.fields import JalaliDateField
from tests.house.source import ROOT
from tools import vendor

STATIC = ROOT / "coordination" / "static"
FIRST_VISIT = 110_000
PAGE = 7_000


class ReasonForm(FlaskForm):
    day = JalaliDateField("day")
    number = StringField("number", description="as on the paper", validators=[InputRequired("missing")])
    reason = RadioField("reason", choices=[("full", "full")], validators=[InputRequired("missing")])


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("look", template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="look", WTF_CSRF_ENABLED=False)
    app.jinja_env.undefined = jinja2.StrictUndefined
    locale.register(app, translations=ROOT / "translations", person_language=lambda: "en")
    filters.register(app)
    return app


@pytest.fixture
def refused(app: Flask) -> Iterator[ReasonForm]:
    with app.test_request_context(method="POST"):
        form = ReasonForm()
        form.validate()
        yield form


def test_vendored_files_are_as_recorded() -> None:
    assert vendor.differences() == []


def test_the_first_visit_is_light() -> None:
    head = (ROOT / "templates" / "_layout" / "head.html").read_text(encoding="utf-8")
    names = set(re.findall(r'filename="([^"]+\.(?:svg|woff2|css|js))"', head)) | {"img/chevron.svg"}
    names |= {f"vendor/bootstrap-{part}.rtl.min.css" for part in ("reboot", "grid")}
    sizes = [len(gzip.compress((STATIC / name).read_bytes(), 6)) for name in names]
    assert sum(sizes) + PAGE <= FIRST_VISIT


def test_a_refused_field_points_to_its_hint_and_error(refused: ReasonForm) -> None:
    html = get_template_attribute("_macros/forms.html", "field")(refused.number)
    assert 'aria-describedby="number-hint number-error"' in html
    assert 'id="number-error"' in html


def test_a_choice_is_a_group_with_its_error(refused: ReasonForm) -> None:
    html = get_template_attribute("_macros/forms.html", "field")(refused.reason)
    assert html.startswith("<fieldset")
    assert 'aria-describedby="reason-error"' in html


def test_the_summary_links_to_each_refused_field(refused: ReasonForm) -> None:
    html = get_template_attribute("_macros/forms.html", "errors")(refused)
    assert re.findall(r'href="#(\w+)"', html) == ["number", "reason"]


def test_a_date_has_a_picker_that_only_a_script_shows(refused: ReasonForm) -> None:
    html = get_template_attribute("_macros/forms.html", "field")(refused.day)
    assert "data-jalali" in html
    assert re.search(r'<button type="button" class="date-open" hidden ', html)


@pytest.mark.parametrize("tone", ["calm", "zar", "shan"])
def test_the_bar_is_as_long_as_the_share_of_time_gone(app: Flask, tone: str) -> None:
    clock = SimpleNamespace(tone=tone, phrase="3 days left", share=57, due=None, due_phrase=None)
    with app.test_request_context():
        assert '<rect width="57%"' in get_template_attribute("_macros/time_left.html", "time_left")(clock)


def test_a_name_cannot_bring_markup_into_the_turn(app: Flask) -> None:
    turn = SimpleNamespace(kind="other", name="<b>x</b>")
    with app.test_request_context():
        assert "&lt;b&gt;x&lt;/b&gt;" in get_template_attribute("_macros/turn.html", "turn")(turn)
