"""The forms of groups, seats, lead groups and phrases."""

from coordination.groups.forms.groups import GroupFilter, GroupForm, LeadForm, NewGroup, group_values
from coordination.groups.forms.phrases import PhraseForm
from coordination.groups.forms.seats import DelegateForm, NewSeat, SeatForm, seat_values

__all__ = [
    "DelegateForm",
    "GroupFilter",
    "GroupForm",
    "LeadForm",
    "NewGroup",
    "NewSeat",
    "PhraseForm",
    "SeatForm",
    "group_values",
    "seat_values",
]
