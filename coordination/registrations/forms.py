"""Forms of the register: invitation, link anew, the steps of the application, the registrar's moves, the filters."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from coordination.directory.fields import AgencyField
from coordination.directory.models import AGENCY_KIND_LABELS, REGISTERED_KINDS, AgencyKind
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField
from coordination.registrations.models import RegistrationState
from coordination.registrations.states import REGISTRATION

KINDS = [kind for kind in AgencyKind if kind in REGISTERED_KINDS]
EMPTY = _l("This is empty. Fill it in.")
TOO_LONG = _l("This is too long. Shorten it.")
KEPT = {"data-keep-field": True, "dir": "auto"}
LTR = {"dir": "ltr"}


class Asked:
    """Marks a field as asked for; the move's need refuses when it is empty."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


def _line(label: Any, most: int, *, required: bool = False, **more: Any) -> CleanStringField:
    asked: list[Any] = [InputRequired(message=EMPTY)] if required else []
    return CleanStringField(label, validators=[*asked, Length(max=most, message=TOO_LONG)], **more)


def _text(label: Any, most: int = 2000, *, asked: bool = False, **more: Any) -> CleanTextField:
    marks: list[Any] = [Asked()] if asked else []
    return CleanTextField(label, validators=[*marks, Length(max=most, message=TOO_LONG)], render_kw=KEPT, **more)


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.value, _(AGENCY_KIND_LABELS[kind])) for kind in KINDS]


class KindField(SelectField):
    """One of the kinds that are registered."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, coerce=AgencyKind, choices=_kinds, **more)


class LinkForm(Form):
    """To whom the link of an application goes."""

    contact_name = _line(_l("Name of the contact"), 120, render_kw={"dir": "auto"})
    contact_email = _line(_l("E-mail of the contact"), 254, required=True, render_kw=LTR)


class InviteForm(LinkForm):
    """Who is invited to apply."""

    name_fa = _line(_l("Name of the organisation in Persian"), 200, required=True, render_kw={"dir": "auto"})
    kind = KindField(_l("Kind"))


class OrganisationForm(Form):
    """First step: what the organisation is called, and its number."""

    kind = KindField(_l("Kind"))
    name_fa = _line(_l("Name of the organisation in Persian"), 200, required=True, render_kw={"dir": "auto"})
    name_en = _line(_l("Name in English"), 200)
    city = _line(_l("City"), 80, render_kw={"dir": "auto"})
    organisation_id = _line(
        _l("Organisation ID"),
        30,
        render_kw=LTR,
        description=_l("11 digits, as on the registration paper; a number that does not fit is kept and marked."),
    )


class PermitForm(Form):
    """Second step: on which paper it works, and for what."""

    permit_number = _line(_l("Number of the permit"), 60, render_kw={"dir": "auto"})
    permit_on = JalaliDateField(_l("Date of the permit"))
    purpose = _text(
        _l("Purpose"), description=_l("What the organisation does for children, in a few sentences. Name no child.")
    )


class ContactForm(Form):
    """Third step: how it is reached."""

    phone = _line(_l("Telephone of the organisation"), 40, render_kw=LTR)
    address = _line(_l("Address"), 400, render_kw={"dir": "auto"})
    contact_name = _line(_l("Name of the contact"), 120, render_kw={"dir": "auto"})


class PaperForm(Form):
    """A paper to attach."""

    paper = FileField(_l("Paper"), description=_l("PDF, JPEG, PNG or WebP, at most 10 MB."))


class FactsForm(OrganisationForm, PermitForm, ContactForm):
    """All that is known of an organisation, for the registrar."""


class StepForm(Form):
    """A move that asks for nothing."""


class ReasonForm(Form):
    """A move with its reason."""

    reason = _text(_l("Reason"), asked=True)


class MissingForm(Form):
    """Back to the applicant."""

    missing = _text(_l("What is missing?"), asked=True, description=_l("The organisation reads this as you write it."))


class UntilForm(Form):
    """Another last day."""

    valid_until = JalaliDateField(_l("Registered until"), [Asked()])


class ApproveForm(UntilForm):
    """Registering: until when, as which agency, and that the papers were checked."""

    documents_checked = BooleanField(
        _l("I have opened the papers and checked them"), [Asked()], description=_l("Your name stands beside it.")
    )
    agency = AgencyField(
        _l("Agency of the directory"),
        description=_l("Only where the organisation is in the directory already; empty: it is taken in as a new one."),
    )


class FilterForm(PlainForm):
    """What the register is narrowed to; it stands in the address."""

    q = CleanStringField(_l("Name or organisation ID"), render_kw={"dir": "auto"})
    state = SelectField(_l("State"), validate_choice=False)
    kind = SelectField(_l("Kind"), validate_choice=False)
    ending = SelectField(_l("End"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.state.choices = [every, *((one.value, _(REGISTRATION.look(one).label)) for one in RegistrationState)]
        self.kind.choices = [every, *_kinds()]
        self.ending.choices = [every, ("soon", _("Within 60 days"))]
