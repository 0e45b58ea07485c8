"""Forms of meetings, agenda items and entries."""

from coordination.meetings.forms.agenda import AddEntryForm, EntryForm, OrderForm
from coordination.meetings.forms.items import AnswerForm, ItemFilterForm, ItemForm, PaperForm, ProposalForm
from coordination.meetings.forms.meeting import FilterForm, MeetingForm, PressForm, ReasonForm

__all__ = [
    "AddEntryForm",
    "AnswerForm",
    "EntryForm",
    "FilterForm",
    "ItemFilterForm",
    "ItemForm",
    "MeetingForm",
    "OrderForm",
    "PaperForm",
    "PressForm",
    "ProposalForm",
    "ReasonForm",
]
