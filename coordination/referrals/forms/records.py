"""Forms of what is recorded along the way: services, admissions, numbers and letters, comments, files, the team."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.accounts.models import Person
from coordination.accounts.names import person_name
from coordination.cases.models import Consent
from coordination.directory.models import Centre, NeedKind, ServiceKind
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField, PersianIntegerField
from coordination.lang.filters import pick
from coordination.referrals.forms.moves import KEPT, LONGEST_TEXT, TOO_LONG, HandlerForm, Wanted, known
from coordination.referrals.models import ROUTE_LABELS, Route

MOST_TIMES = 500
SHORT = 120


class ServiceForm(Form):
    """A service given: of which kind, for which need, on which day, how many times."""

    kind = SelectField(_l("Kind of service"), coerce=known, validate_choice=False)
    need = SelectField(_l("For which need"), coerce=known, validate_choice=False)
    on = JalaliDateField(_l("Day"), validators=[Wanted()])
    times = PersianIntegerField(
        _l("How many times"),
        validators=[
            InputRequired(message=_l("The number of times is empty. Write one or more.")),
            NumberRange(min=1, max=MOST_TIMES, message=_l("Write a number from 1 to 500.")),
        ],
    )
    note = CleanTextField(
        _l("Note (not required)"),
        description=_l("Do not write the child's name."),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw=KEPT,
    )

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[ServiceKind],
        needs: Sequence[NeedKind] = (),
        today: date | None = None,
        **kwargs: Any,
    ) -> None:
        """``needs``: those of the referral; the kind under which the first is counted is chosen at first."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.code, pick(kind, "name")) for kind in kinds]
        self._kinds = {kind.code for kind in kinds}
        self._needs = {need.code for need in needs}
        if needs:
            self.need.choices = [("", _("None of them")), *((need.code, pick(need, "name")) for need in needs)]
        else:
            del self.need
        if not self.is_submitted():
            self.on.data, self.times.data = today, 1
            if needs:
                self.kind.data, self.need.data = needs[0].service_kind, needs[0].code

    def validate_kind(self, field: Any) -> None:
        """Only a kind of the list."""
        if field.data not in self._kinds:
            raise ValidationError(_("This kind of service is not known. Choose one of the list."))

    @property
    def for_need(self) -> str | None:
        """The need chosen, where the referral has it."""
        chosen = self.need.data if "need" in self else None
        return chosen if chosen in self._needs else None


class VoidForm(Form):
    """Why an entry is wrong."""

    reason = CleanStringField(
        _l("What is wrong with this entry?"),
        description=_l("Do not write the child's name."),
        validators=[Wanted(), Length(max=200, message=TOO_LONG)],
        render_kw={"dir": "auto"},
    )


class AdmissionForm(Form):
    """The child is taken into a centre."""

    centre = SelectField(_l("Centre"), coerce=known, validate_choice=False)
    on = JalaliDateField(_l("Day of admission"), validators=[Wanted()])
    brought_by = CleanStringField(
        _l("Who brought the child?"),
        description=_l("The relation or the office, not a name. For example: mother, mobile unit."),
        validators=[Wanted(), Length(max=SHORT, message=TOO_LONG)],
        render_kw={"dir": "auto"},
    )

    def __init__(self, *args: Any, centres: Sequence[Centre], today: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._centres = {centre.public_id: centre for centre in centres}
        self.centre.choices = [(centre.public_id, pick(centre, "name")) for centre in centres]
        if not self.is_submitted():
            self.on.data = today

    def validate_centre(self, field: Any) -> None:
        """Only a centre of the list."""
        if field.data not in self._centres:
            raise ValidationError(_("No centre is chosen. Choose one of the list."))

    @property
    def place(self) -> Centre:
        """The centre chosen; ask after the form was found well formed."""
        return self._centres[self.centre.data]


class CaseAdmissionForm(AdmissionForm):
    """The own agency takes the child in, without a referral: the route by which the child came is asked, and on what
    ground it is taken in."""

    route = SelectField(_l("How did the child come?"), coerce=known, validate_choice=False)
    basis = SelectField(_l("Consent or legal basis"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, bases: Sequence[tuple[Consent, str]], **kwargs: Any) -> None:
        """``bases``: those of the case that stand, each with its words."""
        super().__init__(*args, **kwargs)
        self._bases = {consent.public_id: consent for consent, _words in bases}
        self.basis.choices = [
            *((consent.public_id, words) for consent, words in bases),
            ("", _("None is recorded yet")),
        ]
        self.route.choices = [(one.value, _(ROUTE_LABELS[one])) for one in Route]
        if not self.is_submitted():
            self.basis.data = self.basis.choices[0][0]

    def validate_route(self, field: Any) -> None:
        """Only a route of the list."""
        if field.data not in set(Route):
            raise ValidationError(_("This route is not known. Choose one of the list."))

    @property
    def ground(self) -> Consent | None:
        """The consent or basis chosen, if one is."""
        return self._bases.get(self.basis.data or "")


class DischargeForm(Form):
    """The stay ends."""

    on = JalaliDateField(_l("Day of discharge"), validators=[Wanted()])
    to = CleanStringField(
        _l("To whom or where did the child go?"),
        description=_l("The relation or the place, not a name."),
        validators=[Wanted(), Length(max=SHORT, message=TOO_LONG)],
        render_kw={"dir": "auto"},
    )


class NumbersForm(Form):
    """One side's own file number, and its letter."""

    file_number = CleanStringField(_l("Your file number"), validators=[Length(max=60, message=TOO_LONG)])
    letter_number = CleanStringField(_l("Letter number"), validators=[Length(max=60, message=TOO_LONG)])
    letter_on = JalaliDateField(_l("Letter date"))


class WordForm(Form):
    """A word to the other side."""

    text = CleanTextField(
        _l("Your word"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw=KEPT,
    )


class FileForm(Form):
    """A file to attach."""

    file = FileField(
        _l("File"), description=_l("PDF, picture, DOCX, XLSX or TXT, at most 10 MB. No name in the file name.")
    )


class AssignForm(HandlerForm):
    """Who handles the referral, and who else of the agency may see it."""

    team = SelectMultipleField(
        _l("Who else may see it"),
        coerce=known,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args: Any, people: Sequence[Person], team: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        self.team.choices = [(person.public_id, person_name(person)) for person in people]
        if not self.is_submitted():
            self.team.data = [person.public_id for person in people if person.id in set(team)]

    @property
    def members(self) -> list[int]:
        """Ids of those chosen for the team."""
        return [self._people[public_id].id for public_id in self.team.data or () if public_id in self._people]


class LiftForm(Form):
    """The court lifted its order."""

    on = JalaliDateField(_l("Day on which the court lifted the order"), validators=[Wanted()])
    note = CleanTextField(
        _l("Note (not required)"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw=KEPT
    )
