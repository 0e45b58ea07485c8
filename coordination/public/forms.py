"""Forms of the public pages: what is open, and the filters of the directory."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm

from coordination.directory.models import AGENCY_KIND_LABELS
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField


class OpenForm(Form):
    """Which pages everybody may read."""

    public_directory = BooleanField(
        _l("Directory of agencies and centres"),
        description=_l("Only agencies whose head put them there. The same as open data (HSDS) beside it."),
    )
    public_reports = BooleanField(
        _l("Published reports"), description=_l("Their public versions, where the issuer opened them.")
    )
    public_resolutions = BooleanField(
        _l("Public resolutions"),
        description=_l("Those in force that a group's secretary marked as public; never confidential ones."),
    )
    public_figures = BooleanField(
        _l("Figures"), description=_l("Sums of half-years that are over; counts under 5 are hidden.")
    )


class DirectoryFilter(PlainForm):
    """What the public directory is narrowed to; it stands in the address."""

    q = CleanStringField(_l("Name"), render_kw={"dir": "auto"})
    city = SelectField(_l("City"), validate_choice=False)
    kind = SelectField(_l("Kind"), validate_choice=False)
    need = SelectField(_l("Help with"), validate_choice=False)

    def __init__(self, *args: Any, cities: list[str], needs: list[tuple[str, str]], **kwargs: Any) -> None:
        """``cities`` as they are written; ``needs`` as code and name."""
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.city.choices = [every, *((city, city) for city in cities)]
        self.kind.choices = [every, *((kind.value, _(label)) for kind, label in AGENCY_KIND_LABELS.items())]
        self.need.choices = [every, *needs]
