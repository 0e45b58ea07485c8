"""The forms of a group: what it is, by which rules it decides, the filter of the list, and the group that leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.directory.fields import AgencyField
from coordination.directory.forms.rules import at_most, one_of
from coordination.groups.commands.groups import Rules
from coordination.groups.fields import GroupField
from coordination.groups.models import (
    APPROVAL_LABELS,
    GROUP_KIND_LABELS,
    ISSUE_AT_LABELS,
    MAJORITY_LABELS,
    QUORUM_LABELS,
    SIGNED_BY_LABELS,
    ApprovalRule,
    Group,
    GroupKind,
    IssueAt,
    Majority,
    QuorumKind,
    SignedBy,
)
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, PersianIntegerField
from coordination.lang.filters import pick

RULES = (
    "approval_rule",
    "tacit_days",
    "quorum_kind",
    "quorum_value",
    "quorum_agencies",
    "majority",
    "issue_at",
    "signed_by",
    "secretary_votes",
    "confidential",
)


class _WhatItIs(Form):
    """The fields that a new group and a changed one have in common."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(200)])
    name_en = CleanStringField(_l("Name in English"), [at_most(200)])
    kind = SelectField(_l("Kind"), [InputRequired()], choices=one_of(GROUP_KIND_LABELS), coerce=GroupKind)
    number_prefix = CleanStringField(
        _l("Prefix of resolutions"),
        [InputRequired(), at_most(12)],
        description=_l("Latin letters and digits before each number. Numbers that were given stay as they are."),
        render_kw={"dir": "ltr"},
    )
    parent = GroupField(_l("Group above it"), [Optional()])
    purpose = CleanTextField(_l("Purpose of the group"), [at_most(4000)])

    approval_rule = RadioField(
        _l("Who approves minutes"), [InputRequired()], choices=one_of(APPROVAL_LABELS), coerce=ApprovalRule
    )
    tacit_days = PersianIntegerField(
        _l("Working days for comments"),
        [InputRequired(), NumberRange(1, 60)],
        description=_l("Of the host agency; silence approves after them, where the group says so."),
    )
    quorum_kind = SelectField(
        _l("What the quorum counts"), [InputRequired()], choices=one_of(QUORUM_LABELS), coerce=QuorumKind
    )
    quorum_value = PersianIntegerField(
        _l("Quorum"),
        [InputRequired(), NumberRange(min=1)],
        description=_l("Seats, or percent of the voting seats; 50 means more than half."),
    )
    quorum_agencies = SelectMultipleField(
        _l("Agencies without which there is no quorum"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    majority = RadioField(
        _l("What a resolution needs"), [InputRequired()], choices=one_of(MAJORITY_LABELS), coerce=Majority
    )
    issue_at = RadioField(
        _l("When actions reach their owners"), [InputRequired()], choices=one_of(ISSUE_AT_LABELS), coerce=IssueAt
    )
    signed_by = RadioField(
        _l("Who signs minutes"), [InputRequired()], choices=one_of(SIGNED_BY_LABELS), coerce=SignedBy
    )
    secretary_votes = BooleanField(_l("The secretary votes and counts for the quorum"))
    confidential = BooleanField(_l("Confidential"), description=_l("In an invitation each sees only himself."))

    def __init__(self, *args: Any, agencies: Sequence[Any] = (), **kwargs: Any) -> None:
        """``agencies``: those with a seat, of which the quorum may require some."""
        super().__init__(*args, **kwargs)
        self.quorum_agencies.choices = [(agency.id, pick(agency, "name")) for agency in agencies]

    def rules(self) -> Rules:
        """The rules as the commands take them."""
        return Rules(**{name: self[name].data for name in RULES if name != "quorum_agencies"} | self._required())

    def _required(self) -> dict[str, Any]:
        return {"quorum_agencies": tuple(self.quorum_agencies.data or ())}


class NewGroup(_WhatItIs):
    """A group is set up with its host agency, which gets the first seat."""

    host = AgencyField(
        _l("Host agency"),
        [InputRequired()],
        description=_l(
            "It always has a seat; its head appoints the chair and the secretary. It does not change later."
        ),
    )


class GroupForm(_WhatItIs):
    """A group that is there may be closed."""

    active = BooleanField(_l("In operation"), description=_l("A closed group keeps its papers and opens nothing."))


class GroupFilter(FlaskForm):
    """What the list of groups is narrowed down by; it stands in the address."""

    class Meta:
        csrf = False

    q = CleanStringField(_l("Name or prefix"))
    kind = SelectField(_l("Kind"), choices=one_of(GROUP_KIND_LABELS, empty=_l("All kinds")), validate_choice=False)
    active = SelectField(
        _l("In operation"),
        choices=[("", _l("Those in operation")), ("no", _l("Those that are closed"))],
        validate_choice=False,
    )


class LeadForm(Form):
    """The group that leads."""

    group = GroupField(_l("Lead group"), [Optional()])


def group_values(group: Group) -> dict[str, Any]:
    """What is stored of a group, as the fields of ``GroupForm`` take it."""
    names = ("name_fa", "name_en", "kind", "number_prefix", "parent", "purpose", "active", *RULES)
    return {name: getattr(group, name) for name in names}
