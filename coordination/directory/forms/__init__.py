"""The forms of the directory."""

from coordination.directory.forms.agencies import (
    AgencyFacts,
    AgencyFilter,
    NewAgency,
    OwnFacts,
    Registration,
    agency_values,
    registration_values,
)
from coordination.directory.forms.centres import CentreForm, PlacesForm, centre_values
from coordination.directory.forms.lists import (
    FillHolidays,
    HolidayForm,
    InstallationForm,
    LimitForm,
    MoveHoliday,
    NeedForm,
    NewHoliday,
    NewNeed,
)

__all__ = [
    "AgencyFacts",
    "AgencyFilter",
    "CentreForm",
    "FillHolidays",
    "HolidayForm",
    "InstallationForm",
    "LimitForm",
    "MoveHoliday",
    "NeedForm",
    "NewAgency",
    "NewHoliday",
    "NewNeed",
    "OwnFacts",
    "PlacesForm",
    "Registration",
    "agency_values",
    "centre_values",
    "registration_values",
]
