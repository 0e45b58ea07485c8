"""Forms of watched points and rounds: a point, a visit with big fields, the start and end of a round, the filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from coordination.groups.fields import GroupField
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.fields import CleanStringField, CleanTextField, PersianIntegerField
from coordination.lang.text import digits
from coordination.points.commands import PointFacts
from coordination.points.districts import known_cities
from coordination.points.models import WORK_SEEN_LABELS, Visit, WorkSeen
from coordination.referrals.forms.moves import known

LONGEST = 1000
TOO_LONG = _l("This text is too long. Write at most 1,000 letters.")


class DegreesField(CleanStringField):
    """Degrees with a decimal point, in any digits; ``data`` is the text, ``degrees`` the number or None."""

    widget = TextInput()

    @property
    def degrees(self) -> float | None:
        """The number; None where nothing or no number was typed."""
        plain = digits(self.data or "").replace("٫", ".").replace("/", ".").replace(",", ".")
        try:
            return round(float(plain), 6) if plain else None
        except ValueError:
            return None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A text that is no number stays as it is and is refused in words."""
        super().process_formdata(valuelist)
        if self.data and self.degrees is None:
            raise ValueError(_("These are no degrees. For example: %(sample)s", sample=say.digits_for("35.689")))


class PointForm(Form):
    """A point."""

    agency = SelectField(_l("Agency whose unit watches it"), coerce=known, validate_choice=False)
    name = CleanStringField(
        _l("Where is it?"),
        description=_l("A crossing, square or market as people call it; no child's name."),
        validators=[InputRequired(message=_l("The point has no name. Say where it is.")), Length(max=200)],
        render_kw={"dir": "auto"},
    )
    code = CleanStringField(_l("Code"), description=_l("Left empty it is given."), validators=[Length(max=20)])
    city = CleanStringField(_l("City"), validators=[Length(max=80)], render_kw={"list": "cities"})
    district = CleanStringField(
        _l("District"), description=_l("A number, or the name of the district."), validators=[Length(max=20)]
    )
    latitude = DegreesField(_l("Latitude (not required)"), render_kw={"dir": "ltr", "inputmode": "decimal"})
    longitude = DegreesField(_l("Longitude (not required)"), render_kw={"dir": "ltr", "inputmode": "decimal"})
    group = GroupField(_l("Group that answers for it"))
    visit_every = PersianIntegerField(
        _l("To be visited every so many days"), validators=[InputRequired(message=_l("The number of days is missing."))]
    )
    note = CleanTextField(_l("Note"), validators=[Length(max=LONGEST, message=TOO_LONG)], render_kw={"dir": "auto"})
    active = BooleanField(_l("It is watched"))
    cities = known_cities()

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """``agencies`` as public id and name; none where the point's agency stays."""
        super().__init__(*args, **kwargs)
        self.agency.choices = list(agencies)

    def facts(self) -> PointFacts:
        """What was written, as the commands take it. Ask after the form was found well formed."""
        return PointFacts(
            name=self.name.data or "",
            code=self.code.data or "",
            city=self.city.data or "",
            district=self.district.data or "",
            latitude=self.latitude.degrees,
            longitude=self.longitude.degrees,
            note=self.note.data or "",
            visit_every=self.visit_every.data or 0,
            group=self.group.data,
            active=bool(self.active.data),
        )


BIG = {"class": "big-number", "autocomplete": "off"}


class VisitForm(Form):
    """What was seen, entered standing in the street."""

    girls = PersianIntegerField(_l("Girls seen"), render_kw=BIG)
    boys = PersianIntegerField(_l("Boys seen"), render_kw=BIG)
    contacts = PersianIntegerField(_l("Spoken with"), render_kw=BIG)
    work = SelectMultipleField(
        _l("Work seen"),
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = CleanTextField(
        _l("Note"),
        description=_l("No child's name."),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"dir": "auto", "rows": 2},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work.choices = [(one.value, _(WORK_SEEN_LABELS[one])) for one in WorkSeen]

    @property
    def seen(self) -> list[WorkSeen]:
        """The kinds of work that were ticked, in the order of the list."""
        return [one for one in WorkSeen if one.value in (self.work.data or ())]

    def says(self, visit: Visit) -> bool:
        """Whether what was typed is what the visit holds."""
        counts = tuple(field.data or 0 for field in (self.girls, self.boys, self.contacts))
        return (*counts, [one.value for one in self.seen], self.note.data or "") == (
            visit.girls, visit.boys, visit.contacts, visit.work, visit.note,
        )  # fmt: skip


class StartForm(Form):
    """With which unit a round begins."""

    unit = SelectField(_l("Mobile unit"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``units`` as public id and name."""
        super().__init__(*args, **kwargs)
        self.unit.choices = list(units)


class EndForm(Form):
    """The end of a round, with a word on it."""

    note = CleanTextField(
        _l("A word on the round (not required)"),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw={"dir": "auto", "rows": 2},
    )


class FilterForm(PlainForm):
    """What the list of points is narrowed to."""

    q = CleanStringField(_l("Name or code"), render_kw={"dir": "auto"})
    city = SelectField(_l("City"), coerce=known, validate_choice=False)
    district = CleanStringField(_l("District"), render_kw={"dir": "auto"})
    active = SelectField(_l("Watched"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, cities: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city.choices = [("", _("All")), *((city, city) for city in cities)]
        self.active.choices = [("", _("Watched now")), ("no", _("Given up")), ("all", _("All"))]


class CoverageForm(PlainForm):
    """Which city and month the coverage is of."""

    city = SelectField(_l("City"), coerce=known, validate_choice=False)
    month = SelectField(_l("Month"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, cities: Sequence[str], months: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.city.choices, self.month.choices = (
            [(city, city or _("City not recorded")) for city in cities],
            list(months),
        )
