"""Forms of programmes, their parts, and memoranda."""

from coordination.programmes.forms.memoranda import (
    MemorandumFilter,
    MemorandumForm,
    ReasonForm,
    ScanForm,
    SignForm,
)
from coordination.programmes.forms.parts import LineForm, PartnerForm, PhaseForm
from coordination.programmes.forms.programmes import FinishForm, ProgrammeFilter, ProgrammeForm, StepForm

__all__ = [
    "FinishForm",
    "LineForm",
    "MemorandumFilter",
    "MemorandumForm",
    "PartnerForm",
    "PhaseForm",
    "ProgrammeFilter",
    "ProgrammeForm",
    "ReasonForm",
    "ScanForm",
    "SignForm",
    "StepForm",
]
