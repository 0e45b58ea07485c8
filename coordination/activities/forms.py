"""Forms of activities and occasions: the short entry with its further fields, the filters, a day of the year, files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, FieldList, FormField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from coordination.actions.forms import FILES, uploaded
from coordination.activities.commands import Facts, Taking
from coordination.activities.fields import SEVERAL, BodyField, ByName, IssuerField, SpanField, TimesField
from coordination.activities.issuers import Named
from coordination.activities.kinds import LASTING, USUAL_PART
from coordination.activities.models import (
    ACTIVITY_LABELS,
    ANSWER_LABELS,
    PART_LABELS,
    Activity,
    ActivityKind,
    Answer,
    Calendar,
    Occasion,
    Part,
)
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang import locale, say
from coordination.lang.fields import CleanStringField, CleanTextField, PersianIntegerField
from coordination.lang.filters import pick
from coordination.lang.jalali import MONTHS_EN, MONTHS_FA
from coordination.lang.spans_typed import Span

LONGEST = 4000
BLANK_ROWS = 2
MOST_PARTNERS = 40
TOO_LONG = _l("This text is too long. Write at most 4,000 letters.")
LINE_TOO_LONG = _l("This is too long: at most 200 letters.")
AUTO = {"dir": "auto"}
KEPT = {"data-keep-field": True, "dir": "auto"}
GREGORIAN_FA = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
GREGORIAN_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def chosen(value: Any) -> str | None:
    """Nothing chosen is None, whatever the browser sent for it."""
    return str(value) if value else None


def _line(label: Any, **more: Any) -> CleanStringField:
    return CleanStringField(label, validators=[Length(max=200, message=LINE_TOO_LONG)], render_kw=KEPT, **more)


def _lines(label: Any, **more: Any) -> CleanTextField:
    return CleanTextField(
        label, validators=[Length(max=LONGEST, message=TOO_LONG)], render_kw=KEPT | {"rows": 3}, **more
    )


class PartnerForm(PlainForm):
    """Somebody who took part, and how."""

    body = BodyField(_l("Body"))
    part = SelectField(_l("Part"), coerce=chosen, validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = [(part.value, _(label)) for part, label in PART_LABELS.items()]
        self.part.choices = [("", _("Usual part")), *parts]


class ActivityForm(Form):
    """What was done, when, by and with whom; the rest may stay empty. Fields that belong to other kinds than the one
    chosen are not taken."""

    issuer = IssuerField(_l("In the name of"))
    kind = SelectField(_l("Kind"), coerce=chosen, validate_choice=False, validators=[InputRequired()])
    title = CleanStringField(
        _l("What was it?"),
        validators=[InputRequired(), Length(max=400, message=_l("This is too long: at most 400 letters."))],
        render_kw=KEPT,
    )
    when = SpanField(
        _l("When?"),
        validators=[InputRequired()],
        description=_l("A day, or what is known: a month, season, half-year or year."),
        render_kw={"data-jalali": True},
    )
    times = TimesField(_l("How often?"), description=_l("A number, or “several times”."), render_kw=AUTO)
    partners = FieldList(FormField(PartnerForm), label=_l("With whom?"), max_entries=MOST_PARTNERS)
    place = _line(_l("Place"))
    people = PersianIntegerField(_l("How many people?"))
    days = PersianIntegerField(_l("How many days?"))
    audience = _line(_l("For whom?"))
    occasion = SelectField(_l("Occasion"), coerce=chosen, validate_choice=False)
    asked = _lines(_l("What was asked?"))
    asked_for = _line(_l("For whom was it asked?"), description=_l("Never a child's name or code."))
    answer = SelectField(_l("Answer"), coerce=chosen, validate_choice=False)
    answer_text = _lines(_l("What was answered?"))
    follow_up = _lines(_l("What follows?"))
    note = _lines(_l("Note"))

    def __init__(
        self, *args: Any, issuers: Sequence[Named] = (), occasions: Iterable[Occasion] = (), **kwargs: Any
    ) -> None:
        """``issuers``: in whose name the reader may act; none where the issuer stays as it is."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, _(label)) for kind, label in ACTIVITY_LABELS.items()]
        self.answer.choices = [("", _("None yet")), *((one.value, _(label)) for one, label in ANSWER_LABELS.items())]
        self.offer_occasions(occasions)
        if issuers:
            self.issuer.offer(issuers)
        else:
            del self.issuer
        if not self.is_submitted():
            for _row in range(BLANK_ROWS):
                self.partners.append_entry()

    def offer_occasions(self, occasions: Iterable[Occasion]) -> None:
        """The days of the year among which one may be chosen."""
        self.occasion.choices = [("", _("None")), *((one.public_id, pick(one, "name")) for one in occasions)]

    @classmethod
    def of(cls, activity: Activity, **more: Any) -> ActivityForm:
        """The form holding what is stored."""
        partners = [{"body": one.agency or ByName(one.name), "part": one.part} for one in activity.partners]
        stored = {
            name: getattr(activity, name)
            for name in ("kind", "title", "place", "people", "days", "audience", "asked", "asked_for", "answer",
                         "answer_text", "follow_up", "note")
        }  # fmt: skip
        return cls(
            **stored,
            when=Span(activity.from_on, activity.to_on, activity.precision),
            times=SEVERAL if activity.several else activity.times,
            occasion=activity.occasion.public_id if activity.occasion is not None else None,
            partners=partners,
            **more,
        )

    @property
    def chosen_kind(self) -> ActivityKind:
        """The kind, a contact where none of the list was chosen."""
        return ActivityKind(self.kind.data) if self.kind.data in set(ActivityKind) else ActivityKind.CONTACT

    def facts(self, occasion: Occasion | None = None) -> Facts:
        """What was typed, for the commands; the form must be valid."""
        kind, when = self.chosen_kind, self.when.data
        times = self.times.data
        facts = Facts(
            kind=kind,
            title=self.title.data or "",
            from_on=when.first,
            to_on=when.last,
            precision=when.precision,
            partners=self._takings(kind),
            times=None if times == SEVERAL else 1 if times is None else times,
            place=self.place.data or "",
            people=self.people.data,
            note=self.note.data or "",
        )
        if kind in LASTING:
            facts["days"], facts["audience"] = self.days.data, self.audience.data or ""
        if kind in (ActivityKind.EVENT_HELD, ActivityKind.EVENT_JOINED):
            facts["occasion"] = occasion
        if kind == ActivityKind.CONTACT:
            facts["asked"], facts["asked_for"] = self.asked.data or "", self.asked_for.data or ""
            facts["answer"] = Answer(self.answer.data) if self.answer.data in set(Answer) else None
            facts["answer_text"], facts["follow_up"] = self.answer_text.data or "", self.follow_up.data or ""
        return facts

    def _takings(self, kind: ActivityKind) -> list[Taking]:
        """The bodies named, in the part chosen or usual for the kind."""
        usual = USUAL_PART.get(kind, Part.COOPERATING)
        found = []
        for row in self.partners:
            body, part = row.form.body.data, row.form.part.data
            if body is None:
                continue
            taken = Part(part) if part in set(Part) else usual
            found.append(Taking(taken, name=body.name) if isinstance(body, ByName) else Taking(taken, body.id))
        return found


PARTS_OF_YEAR = (
    ("", N_("Whole year")),
    ("season-1", N_("Spring")),
    ("season-2", N_("Summer")),
    ("season-3", N_("Autumn")),
    ("season-4", N_("Winter")),
    ("half-1", N_("First half-year")),
    ("half-2", N_("Second half-year")),
)


class FilterForm(PlainForm):
    """What the register is narrowed to."""

    q = CleanStringField(_l("Words or partner"), render_kw=AUTO)
    kind = SelectField(_l("Kind"), coerce=chosen, validate_choice=False)
    issuer = SelectField(_l("In the name of"), coerce=chosen, validate_choice=False)
    year = SelectField(_l("Year"), coerce=chosen, validate_choice=False)
    part = SelectField(_l("Part of the year"), coerce=chosen, validate_choice=False)

    def __init__(self, *args: Any, issuers: Sequence[Named], years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.kind.choices = [every, *((kind.value, _(label)) for kind, label in ACTIVITY_LABELS.items())]
        self.issuer.choices = [every, *((one.issuer.key, pick(one, "name")) for one in issuers)]
        self.year.choices = [*((str(year), say.digits_for(str(year))) for year in years), ("all", _("Every year"))]
        months = MONTHS_FA if locale.current() == "fa" else MONTHS_EN
        self.part.choices = [
            *((value, _(label)) for value, label in PARTS_OF_YEAR),
            *((f"month-{number}", name) for number, name in enumerate(months, start=1)),
        ]


class OccasionForm(Form):
    """A day that returns each year."""

    name_fa = CleanStringField(_l("Name in Persian"), validators=[InputRequired()], render_kw={"dir": "rtl"})
    name_en = CleanStringField(_l("Name in English"))
    day = PersianIntegerField(_l("Day of the month"), validators=[InputRequired()])
    month = SelectField(_l("Month"), validate_choice=False)
    lead_days = PersianIntegerField(
        _l("Days of preparation"),
        validators=[InputRequired()],
        description=_l("So many days before it those who issue activities are told."),
    )
    active = BooleanField(_l("It is kept each year"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        persian = locale.current() == "fa"
        jalali, gregorian = (MONTHS_FA, GREGORIAN_FA) if persian else (MONTHS_EN, GREGORIAN_EN)
        self.month.choices = [
            (f"{calendar}-{number}", name)
            for calendar, names in ((Calendar.JALALI, jalali), (Calendar.GREGORIAN, gregorian))
            for number, name in enumerate(names, start=1)
        ]

    @property
    def chosen_month(self) -> tuple[Calendar, int]:
        """The calendar and the month in it; month 0 where none of the list was chosen."""
        calendar, _dash, month = (self.month.data or "").partition("-")
        if calendar in set(Calendar) and month.isascii() and month.isdecimal():
            return Calendar(calendar), int(month)
        return Calendar.JALALI, 0


class FilesForm(Form):
    """Files that are kept with an activity."""

    files = MultipleFileField(_l("Files"), description=FILES)

    @property
    def uploads(self) -> list[tuple[Any, str]]:
        """The files that were chosen: stream and name."""
        return uploaded(self.files.data)
