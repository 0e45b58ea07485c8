"""The form of a draft: what every referral has, and after the choice of a route what that route asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.cases.models import FIELD_GROUP_LABELS, RISK_LABELS, Consent, FieldGroup, Risk
from coordination.directory.fields import AgencyField
from coordination.directory.models import Centre
from coordination.kernel.forms import Form
from coordination.lang.fields import (
    CleanStringField,
    CleanTextField,
    JalaliDateField,
    JalaliMomentField,
    PersianIntegerField,
)
from coordination.lang.filters import pick
from coordination.referrals.content import Asked, Content, Order
from coordination.referrals.forms.moves import KEPT, LONGEST_TEXT, TOO_LONG, known
from coordination.referrals.models import PRIORITY_LABELS, ROUTE_LABELS, Priority, Route
from coordination.referrals.routes import FIELDS, ORDER_LABELS, POINT, ROUTES_WITH_LETTER, ROUTES_WITH_ORDER, RouteField

LONGEST_LINE = 200
LINE_TOO_LONG = _l("This line is too long. Write at most 200 letters.")
LINE = (Length(max=LONGEST_LINE, message=LINE_TOO_LONG),)
NUMBER = (Length(max=60, message=_l("This number is too long: at most 60 letters and digits.")),)
PREFIX = "route_"
GROUPS_THAT_OPEN = tuple(group for group in FieldGroup if group != FieldGroup.TRIAGE)


class NeedRow(PlainForm):
    """One kind of need: whether the child has it, and what the recipient is asked to do."""

    need = HiddenField()
    chosen = BooleanField()
    asked = CleanStringField(
        _l("What should they do?"),
        validators=[Length(max=400, message=TOO_LONG)],
        render_kw={"dir": "auto"},
    )


class DraftForm(Form):
    """What the sender writes. A draft may lack anything but the recipient; sending says what is missing."""

    recipient = AgencyField(
        _l("Recipient"), validators=[InputRequired(message=_l("No recipient is named. Type a part of its name."))]
    )
    centre = SelectField(_l("Centre"), coerce=known, validate_choice=False)
    needs = FieldList(FormField(NeedRow), label=_l("What does the child need?"))
    priority = RadioField(_l("Priority"), coerce=known, validate_choice=False)
    risk = RadioField(_l("Risk"), coerce=known, validate_choice=False)
    reason = CleanTextField(
        _l("Why do you refer the child?"),
        description=_l("Do not write the child's name. The recipient reads this before acceptance."),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw=KEPT,
    )
    basis = RadioField(_l("Consent or legal basis"), coerce=known, validate_choice=False)
    field_groups = SelectMultipleField(
        _l("What opens at acceptance?"),
        coerce=known,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    file_number = CleanStringField(_l("Your file number"), validators=NUMBER)
    letter_number = CleanStringField(_l("Letter number"), validators=NUMBER)
    letter_on = JalaliDateField(_l("Letter date"))

    route: Route
    """The route whose fields this form has; set on each class made for one."""

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[Any],
        content: Content | None = None,
        **kwargs: Any,
    ) -> None:
        """``kinds``: the needs on offer (rows of ``need_kind``); ``content``: what the draft holds now. Bases and
        centres are offered apart, since what is only stored needs but those that were chosen."""
        super().__init__(*args, data=self._shown(content) if content is not None else None, **kwargs)
        self._bases: dict[str, Consent] = {}
        self._centres: dict[str, Centre] = {}
        self.basis_notes: dict[str, str] = {}
        self.places: list[str] = []
        self.basis.choices, self.centre.choices = [], []
        self.need_names = {kind.code: pick(kind, "name") for kind in kinds}
        self.priority.choices = [(one.value, _(PRIORITY_LABELS[one])) for one in Priority]
        self.risk.choices = [(one.value, _(RISK_LABELS[one])) for one in Risk]
        self.field_groups.choices = [(one.value, _(FIELD_GROUP_LABELS[one])) for one in GROUPS_THAT_OPEN]
        self._draw_needs(kinds, content)

    def offer_bases(self, bases: Sequence[tuple[Consent, str, str]]) -> None:
        """Consents and legal bases of the case, each with its words and a note."""
        self._bases = {consent.public_id: consent for consent, _words, _note in bases}
        self.basis_notes = {consent.public_id: note for consent, _words, note in bases}
        self.basis.choices = [(consent.public_id, words) for consent, words, _note in bases]

    def offer_centres(self, centres: Sequence[Centre]) -> None:
        """The centres of the recipient, once it is known; the first choice is the agency itself."""
        self._centres = {centre.public_id: centre for centre in centres}
        self.centre.choices = [("", _("The agency itself")), *((c.public_id, pick(c, "name")) for c in centres)]

    def _draw_needs(self, kinds: Sequence[Any], content: Content | None) -> None:
        """One row a kind, in the table's order, whatever rows the browser sent."""
        if self.is_submitted():
            rows = {row.form.need.data: (row.form.chosen.data, row.form.asked.data) for row in self.needs}
        else:
            rows = {asked.need: (True, asked.text) for asked in content.asked} if content is not None else {}
        while self.needs.entries:
            self.needs.pop_entry()
        for kind in kinds:
            chosen, asked = rows.get(kind.code, (False, ""))
            self.needs.append_entry({"need": kind.code, "chosen": bool(chosen), "asked": asked or ""})

    def _shown(self, content: Content) -> dict[str, Any]:
        values: dict[str, Any] = {
            "recipient": content.recipient,
            "centre": content.centre.public_id if content.centre is not None else None,
            "priority": content.priority,
            "risk": content.risk,
            "reason": content.reason,
            "basis": content.basis.public_id if content.basis is not None else None,
            "field_groups": list(content.field_groups),
            "file_number": content.file_number,
            "letter_number": content.letter_number,
            "letter_on": content.letter_on,
        }
        for field in FIELDS[self.route]:
            values[PREFIX + field.name] = _read(field, content.route_data.get(field.name, ""))
        order = content.order or Order(None)
        return values | {
            "order_agency": order.agency,
            "order_number": order.number,
            "order_branch": order.branch,
            "order_on": order.on,
            "order_valid_until": order.valid_until,
        }

    def fill(self, data: Mapping[str, str]) -> None:
        """Show in an empty form what is known of the route's data already, given as they are stored."""
        for field in FIELDS[self.route]:
            if data.get(field.name):
                self[PREFIX + field.name].data = _read(field, data[field.name])

    def offer_places(self, places: Sequence[str]) -> None:
        """Name places to choose from where the route asks for one; any other may be typed."""
        self.places = list(places)
        if places:
            self[PREFIX + POINT].render_kw = {"dir": "auto", "list": "places"}

    @property
    def route_fields(self) -> list[Field]:
        """The fields of the route's own data."""
        return [self[PREFIX + field.name] for field in FIELDS[self.route]]

    @property
    def order_fields(self) -> list[Field]:
        """The fields of a court's order, where the route has one."""
        return [self[name] for name in ORDER_LABELS] if self.route in ROUTES_WITH_ORDER else []

    @property
    def scan(self) -> Any:
        """The uploaded scan of the order, or None."""
        file = self["order_scan"].data if "order_scan" in self else None
        return file if file is not None and file.filename else None

    def content(self) -> Content:
        """What was written, as the commands take it. Ask after the form was found well formed."""
        assert self.recipient.data is not None
        asked = tuple(
            Asked(row.form.need.data, row.form.asked.data or "") for row in self.needs if row.form.chosen.data
        )
        return Content(
            recipient=self.recipient.data,
            centre=self._centres.get(self.centre.data or ""),
            route=self.route,
            route_data={field.name: _write(field, self[PREFIX + field.name].data) for field in FIELDS[self.route]},
            asked=asked,
            priority=Priority(self.priority.data) if self.priority.data in set(Priority) else None,
            risk=Risk(self.risk.data) if self.risk.data in set(Risk) else None,
            reason=self.reason.data or "",
            basis=self._bases.get(self.basis.data or ""),
            field_groups=tuple(one.value for one in GROUPS_THAT_OPEN if one.value in (self.field_groups.data or ())),
            file_number=self.file_number.data or "",
            letter_number=self.letter_number.data or "",
            letter_on=self.letter_on.data,
            order=self._order(),
        )

    def _order(self) -> Order | None:
        if self.route not in ROUTES_WITH_ORDER:
            return None
        return Order(
            agency=self["order_agency"].data,
            number=self["order_number"].data or "",
            branch=self["order_branch"].data or "",
            on=self["order_on"].data,
            valid_until=self["order_valid_until"].data,
        )


def _field_of(field: RouteField) -> Any:
    more: dict[str, Any] = {"description": _l(field.hint) if field.hint else ""}
    match field.kind:
        case "moment":
            return JalaliMomentField(_l(field.label), **more)
        case "number":
            return PersianIntegerField(_l(field.label), **more)
        case "text":
            return CleanTextField(_l(field.label), validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)], **more)
        case _:
            return CleanStringField(_l(field.label), validators=LINE, render_kw={"dir": "auto"}, **more)


def _read(field: RouteField, stored: str) -> Any:
    """A stored value of a route's data as its field shows it."""
    if not stored:
        return None if field.kind in ("moment", "number") else ""
    match field.kind:
        case "moment":
            return datetime.fromisoformat(stored)
        case "number":
            return int(stored)
        case _:
            return stored


def _write(field: RouteField, value: Any) -> str:
    """A typed value as it is stored: moments in UTC as ISO text."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _order_label(name: str) -> Any:
    label = ORDER_LABELS[name]
    return _l(label)


def _form_for(route: Route) -> type[DraftForm]:
    fields: dict[str, Any] = {PREFIX + field.name: _field_of(field) for field in FIELDS[route]}
    if route in ROUTES_WITH_ORDER:
        fields |= {
            "order_agency": AgencyField(_order_label("order_agency")),
            "order_number": CleanStringField(_order_label("order_number"), validators=NUMBER),
            "order_branch": CleanStringField(_order_label("order_branch"), validators=LINE),
            "order_on": JalaliDateField(_order_label("order_on")),
            "order_valid_until": JalaliDateField(_order_label("order_valid_until")),
            "order_scan": FileField(_order_label("order_scan"), description=_l("PDF, JPEG, PNG or WebP.")),
        }
    return type(f"{route.name.title()}DraftForm", (DraftForm,), fields | {"route": route})


DRAFT_FORMS: Mapping[Route, type[DraftForm]] = {route: _form_for(route) for route in Route}
"""The form of a draft by its route."""


def route_choices() -> Iterable[tuple[Route, str]]:
    """The six routes with their words."""
    return [(route, _(ROUTE_LABELS[route])) for route in Route]


__all__ = ["DRAFT_FORMS", "ROUTES_WITH_LETTER", "DraftForm", "NeedRow", "route_choices"]
