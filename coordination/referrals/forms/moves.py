"""Forms of the moves: each holds what its move asks for; whether it is enough is the need's to say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField, RadioField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import Length

from coordination.accounts.models import Person
from coordination.accounts.names import person_name
from coordination.directory.fields import AgencyField
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField
from coordination.referrals.models import (
    DECLINE_LABELS,
    HOLD_LABELS,
    RESULT_LABELS,
    WHO_DECLINED_LABELS,
    DeclineCode,
    HoldCode,
    Result,
    WhoDeclined,
)

LONGEST_TEXT = 4000
TOO_LONG = _l("This text is too long. Write at most 4,000 letters, or attach a file.")
KEPT = {"data-keep-field": True, "dir": "auto"}


class Wanted:
    """Marks a field as asked for; the move's need refuses when it is empty, in words of its own."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


def text(label: Any, **more: Any) -> CleanTextField:
    """Lines of text that a move asks for."""
    return CleanTextField(
        label, validators=[Wanted(), Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw=KEPT, **more
    )


def known(value: str | None) -> str | None:
    """Of a choice field: nothing chosen is None, whatever the browser sent for it."""
    return value or None


class HandlerForm(Form):
    """Who takes care of the referral at the recipient."""

    handler = SelectField(_l("Handler"), validators=[Wanted()], coerce=known, validate_choice=False)

    def __init__(self, *args: Any, people: Sequence[Person], me: int | None, **kwargs: Any) -> None:
        """``people``: who may handle; ``me`` is chosen at first where he is one of them."""
        super().__init__(*args, **kwargs)
        self._people = {person.public_id: person for person in people}
        choices = [(person.public_id, person_name(person)) for person in people]
        mine = next((person.public_id for person in people if person.id == me), None)
        self.handler.choices = choices if mine else [("", _("Choose a person")), *choices]
        if not self.is_submitted():
            self.handler.data = mine

    @property
    def person(self) -> Person | None:
        """The person chosen; None where nobody was, or somebody who may not handle it."""
        return self._people.get(self.handler.data or "")


class ReceiveForm(HandlerForm):
    """The recipient says that the referral has arrived and who looks after it."""


class AcceptForm(HandlerForm):
    """The recipient takes the child on: by whom and from which day."""

    intake_on = JalaliDateField(_l("Day of intake"), validators=[Wanted()])

    def __init__(self, *args: Any, last_day: date | None, **kwargs: Any) -> None:
        """``last_day``: the last day of the intake clock, filled in at first."""
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.intake_on.data = last_day


class AskForm(Form):
    """A question to the sender."""

    question = text(_l("Your question to the sender"), description=_l("Do not write the child's name."))


class AnswerForm(Form):
    """The sender's answer."""

    answer = text(_l("Your answer"), description=_l("Do not write the child's name."))


class WaitlistForm(Form):
    """Until when the child waits, and how the child is safe meanwhile."""

    review_on = JalaliDateField(_l("Day of the next look"), validators=[Wanted()])
    safety_note = text(_l("How is the child safe while waiting?"))


class DeclineForm(Form):
    """The coded reason, and whose word it was."""

    code = RadioField(
        _l("Why do you decline?"), validators=[Wanted()], coerce=known, validate_choice=False, default=None
    )
    who = RadioField(
        _l("Whose decision was it?"),
        validators=[Wanted()],
        coerce=known,
        validate_choice=False,
        default=WhoDeclined.RECIPIENT.value,
    )
    note = CleanTextField(
        _l("More words for the sender (not required)"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw=KEPT,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [(code.value, _(label)) for code, label in DECLINE_LABELS.items()]
        self.who.choices = [(who.value, _(label)) for who, label in WHO_DECLINED_LABELS.items()]

    @property
    def reason(self) -> DeclineCode | None:
        """The reason chosen."""
        return DeclineCode(self.code.data) if self.code.data in set(DeclineCode) else None

    @property
    def decided_by(self) -> WhoDeclined | None:
        """Whose word it was."""
        return WhoDeclined(self.who.data) if self.who.data in set(WhoDeclined) else None


class ObjectForm(HandlerForm):
    """Why the recipient cannot take a child it may not decline."""

    reason = text(_l("Why can you not take this child?"), description=_l("The one who rules reads this text."))


class ForwardForm(Form):
    """Where the referral goes instead, and why."""

    recipient = AgencyField(
        _l("New recipient"),
        validators=[Wanted()],
        description=_l("An agency's name, a part of it, or its code; none that has had this referral."),
    )
    reason = text(_l("Reason"))


class RulingForm(Form):
    """The reviewer's decision in words; the button says which way."""

    decision = text(_l("Your decision and its reason"))


class ReasonForm(Form):
    """One reason in words."""

    reason = text(_l("Reason"))


class CommentForm(Form):
    """Why a referral is void."""

    comment = text(_l("Why is it void?"))


class MissingForm(Form):
    """What the sender still misses."""

    missing = text(_l("What is still to be done?"))


class CancelForm(Form):
    """Why the service ends, and what the sender must know to go on."""

    reason = text(_l("Reason"))
    handover = text(_l("Hand-over note: what was done, and what must the sender know?"))


class BeginForm(Form):
    """The first contact with the child, where no admission is recorded."""

    first_contact_on = JalaliDateField(_l("Day of the first contact"))


class HoldForm(Form):
    """Why the service stands still, and until when."""

    code = RadioField(
        _l("Why does the service stand still?"), validators=[Wanted()], coerce=known, validate_choice=False
    )
    resume_on = JalaliDateField(_l("Day of resuming"), validators=[Wanted()], description=_l("At most 30 days ahead."))
    note = CleanTextField(
        _l("More words (not required)"), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)], render_kw=KEPT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [(code.value, _(label)) for code, label in HOLD_LABELS.items()]

    @property
    def reason(self) -> HoldCode | None:
        """The reason chosen."""
        return HoldCode(self.code.data) if self.code.data in set(HoldCode) else None


class ConfirmForm(Form):
    """The sender closes the loop; on a court route he says when the court was told."""

    court_reported_on = JalaliDateField(_l("Day of the report to the court"), validators=[Wanted()])

    def __init__(self, *args: Any, court_route: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not court_route:
            del self.court_reported_on


class PlainStepForm(Form):
    """A move that asks for nothing but the press of its button."""


class ResultRow(PlainForm):
    """What became of one need."""

    need = HiddenField()
    result = SelectField(_l("Result"), coerce=known, validate_choice=False)
    reason = CleanStringField(
        _l("Reason, where it was not met"), validators=[Length(max=400, message=TOO_LONG)], render_kw={"dir": "auto"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.result.choices = [
            ("", _("Choose a result")),
            *((result.value, _(label)) for result, label in RESULT_LABELS.items()),
        ]

    @property
    def outcome(self) -> Result | None:
        """The result chosen."""
        return Result(self.result.data) if self.result.data in set(Result) else None


class DeliverForm(Form):
    """The table of results: one row a need, in the order of the referral."""

    results = FieldList(FormField(ResultRow), label=_l("Results"))
    note = CleanTextField(
        _l("Words to the sender (not required)"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw=KEPT,
    )

    def __init__(self, *args: Any, needs: Iterable[str], **kwargs: Any) -> None:
        """``needs``: codes of the referral's needs; rows of others are dropped, missing ones are added empty."""
        super().__init__(*args, **kwargs)
        typed = {row.form.need.data: row.form for row in self.results}
        kept = [(code, typed.get(code)) for code in needs]
        while self.results.entries:
            self.results.pop_entry()
        for code, row in kept:
            entry = self.results.append_entry({"need": code})
            if row is not None:
                entry.form.result.data, entry.form.reason.data = row.result.data, row.reason.data

    def outcomes(self) -> dict[str, tuple[Result | None, str]]:
        """Result and reason by the need's code."""
        return {row.form.need.data: (row.form.outcome, row.form.reason.data or "") for row in self.results}


class SendForm(Form):
    """The confirmation that the preview was read."""

    confirmed = BooleanField(_l("I have looked at what the recipient will see, and it is right."))
