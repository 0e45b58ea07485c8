"""The forms of a child's file: one block of fields for each field group, and the new case made of all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from coordination.cases.details import Birth, Details, Identity, Legal, SchoolWork, Triage
from coordination.cases.models import (
    IDENTITY_KIND_LABELS,
    RISK_LABELS,
    SEX_LABELS,
    Case,
    FieldGroup,
    IdentityKind,
    Risk,
    Sex,
)
from coordination.directory.forms.rules import as_stored, at_most, one_of
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang import say, zone
from coordination.lang.dates_typed import GREGORIAN_FROM, parse_date
from coordination.lang.fields import CleanStringField, CleanTextField, PersianIntegerField, _TypedField
from coordination.lang.jalali import DateProblem, jalali_year
from coordination.lang.locale import current
from coordination.lang.text import digits, persian_digits

GREGORIAN_AHEAD = 621
LONG_TEXT = 4000
AGE_DIGITS, YEAR_DIGITS = 2, 4

IN_SCHOOL = {"": N_("Not known"), "yes": N_("Goes to school"), "no": N_("Does not go to school")}


class BirthField(_TypedField):
    """A full date, a Jalali (or Gregorian) year, or an age in years; ``data`` is a ``Birth`` or None."""

    data: Birth | None

    def read(self, text: str) -> Birth:
        """Two digits are an age, four a year, anything else a date."""
        plain = digits(text).strip()
        if plain.isascii() and plain.isdecimal() and len(plain) <= AGE_DIGITS:
            return Birth(jalali_year(zone.today()) - int(plain))
        if plain.isascii() and plain.isdecimal() and len(plain) == YEAR_DIGITS:
            year = int(plain)
            return Birth(year - GREGORIAN_AHEAD if year >= GREGORIAN_FROM else year)
        try:
            day = parse_date(text, zone.today())
        except DateProblem as problem:
            raise ValueError(
                _("The birth was not understood: write an age, a year, or a date as %(sample)s.", sample=_sample())
            ) from problem
        return Birth(jalali_year(day), day, approximate=False)

    def show(self, value: Birth) -> str:
        """The day where it is known, else the year."""
        if value.on is not None:
            return str(say.field_date(value.on))
        if value.year is None:
            return ""
        return persian_digits(str(value.year)) if current() == "fa" else str(value.year)


def _sample() -> str:
    return "۱۳۹۴/۷/۱۲" if current() == "fa" else "1394/7/12"


class TriageFields:
    """What stands on the triage card."""

    sex = SelectField(
        _l("Sex"), [InputRequired()], choices=one_of(SEX_LABELS, empty=_l("Choose")), validate_choice=True
    )
    city = CleanStringField(_l("City"), [at_most(80)])
    district = CleanStringField(
        _l("District"), [at_most(80)], description=_l("Stands on the triage card: no street, no house number, no name.")
    )
    language = CleanStringField(_l("Language"), [at_most(40)])
    interpreter_needed = BooleanField(_l("An interpreter is needed"))
    special_needs = CleanStringField(
        _l("Special needs"), [at_most(200)], description=_l("Stands on the triage card: write no name here.")
    )
    risk = SelectField(_l("Risk"), choices=one_of(RISK_LABELS), default=Risk.MEDIUM.value)
    file_number = CleanStringField(
        _l("Your file number"), [at_most(60)], description=_l("The number this file has on paper, if it has one.")
    )

    def triage(self) -> Triage:
        """What was typed."""
        return Triage(
            Sex(self.sex.data),
            self.city.data or "",
            self.district.data or "",
            self.language.data or "",
            self.interpreter_needed.data,
            self.special_needs.data or "",
            Risk(self.risk.data),
            self.file_number.data or "",
        )


class IdentityFields:
    """Names, birth, papers and contact."""

    given_name = CleanStringField(_l("Given name"), [at_most(80)])
    family_name = CleanStringField(_l("Family name"), [at_most(80)])
    aliases = CleanTextField(
        _l("Other names and nicknames"),
        [at_most(400)],
        description=_l("One a line: what the child is called in the street or at home."),
    )
    father_name = CleanStringField(_l("Father's name"), [at_most(80)])
    birth = BirthField(_l("Birth or age"), [Optional()], description=_l("An age, a year or a date; a guess will do."))
    birth_approximate = BooleanField(_l("This is a guess"), default=True)
    identity_kind = SelectField(
        _l("Identity paper"), choices=one_of(IDENTITY_KIND_LABELS), default=IdentityKind.NONE.value
    )
    identity_number = CleanStringField(_l("Number of the paper"), [at_most(40)])
    phone = CleanStringField(_l("Telephone"), [at_most(40)], render_kw={"dir": "ltr", "inputmode": "tel"})
    safe_contact = CleanStringField(
        _l("Safe contact"), [at_most(200)], description=_l("Who may be called, and when it is safe to call.")
    )
    address = CleanTextField(_l("Address"), [at_most(400)])

    def identity(self) -> Identity:
        """What was typed."""
        birth = self.birth.data or Birth()
        guess = self.birth_approximate.data and birth.on is None
        return Identity(
            self.given_name.data or "",
            self.family_name.data or "",
            self.aliases.data or "",
            self.father_name.data or "",
            Birth(birth.year, birth.on, approximate=guess),
            IdentityKind(self.identity_kind.data),
            self.identity_number.data or "",
            self.phone.data or "",
            self.safe_contact.data or "",
            self.address.data or "",
        )


class SchoolWorkFields:
    """School, and the work the child was found doing."""

    in_school = SelectField(_l("School"), choices=[(code, _l(words)) for code, words in IN_SCHOOL.items()], default="")
    work_kind = CleanStringField(_l("Work found doing"), [at_most(120)])
    work_hours = PersianIntegerField(
        _l("Hours a week"),
        [Optional(), NumberRange(0, 168, _l("A week has 168 hours. Write how many of them are worked."))],
    )
    work_hazardous = BooleanField(_l("The work is hazardous"))
    school_work = CleanTextField(_l("More about school and work"), [at_most(LONG_TEXT)])

    def details_of_school_work(self) -> SchoolWork:
        """What was typed."""
        return SchoolWork(
            {"": None, "yes": True, "no": False}[self.in_school.data or ""],
            self.work_kind.data or "",
            self.work_hours.data,
            self.work_hazardous.data,
            self.school_work.data or "",
        )


class FamilyFields:
    """The family in words; its members have rows of their own."""

    family = CleanTextField(_l("The family and the home"), [at_most(LONG_TEXT)])


class HealthFields:
    """Health in words."""

    health = CleanTextField(_l("Health"), [at_most(LONG_TEXT)])


class LegalFields:
    """Nationality and residence: never on the card, never to police."""

    nationality = CleanStringField(_l("Nationality"), [at_most(40)])
    legal = CleanTextField(
        _l("Residence and legal status"), [at_most(LONG_TEXT)], description=_l("Never opens to police agencies.")
    )

    def details_of_legal(self) -> Legal:
        """What was typed."""
        return Legal(self.nationality.data or "", self.legal.data or "")


class NewCase(TriageFields, IdentityFields, FamilyFields, HealthFields, SchoolWorkFields, LegalFields, Form):
    """A new file: every group on one page, next to nothing required."""

    agency = SelectField(_l("Agency"))
    worker = SelectField(_l("Social worker"))

    def details(self) -> Details:
        """Everything that was typed."""
        return Details(
            self.triage(),
            self.identity(),
            self.details_of_school_work(),
            self.details_of_legal(),
            self.family.data or "",
            self.health.data or "",
        )


class TriageForm(TriageFields, Form):
    """Edits the triage group."""


class IdentityForm(IdentityFields, Form):
    """Edits the identity group."""


class FamilyForm(FamilyFields, Form):
    """Edits the family group's text."""


class HealthForm(HealthFields, Form):
    """Edits the health group."""


class SchoolWorkForm(SchoolWorkFields, Form):
    """Edits the school and work group."""


class LegalForm(LegalFields, Form):
    """Edits the legal group."""


GROUP_FORMS: Mapping[FieldGroup, type[Form]] = {
    FieldGroup.TRIAGE: TriageForm,
    FieldGroup.IDENTITY: IdentityForm,
    FieldGroup.FAMILY: FamilyForm,
    FieldGroup.HEALTH: HealthForm,
    FieldGroup.SCHOOL_WORK: SchoolWorkForm,
    FieldGroup.LEGAL: LegalForm,
}


def group_form(group: FieldGroup, case: Case, opened: Mapping[str, Any]) -> Form:
    """The form of one group, filled with what is stored; a clash shows both texts."""
    values = {**opened, "risk": case.risk, "file_number": case.file_number}
    if group == FieldGroup.TRIAGE:
        names = ("sex", "city", "district", "language", "interpreter_needed", "special_needs")
        values |= {name: getattr(case.client, name) for name in names}
    elif group == FieldGroup.IDENTITY:
        values["birth"] = Birth(opened["birth_year"], opened["birth_on"], opened["birth_approximate"])
    elif group == FieldGroup.SCHOOL_WORK:
        values["in_school"] = {None: "", True: "yes", False: "no"}[opened["in_school"]]
    form = GROUP_FORMS[group]
    return form(data=values, saved=as_stored(form, values))
