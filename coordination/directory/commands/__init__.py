"""All writes of the directory."""

from coordination.directory.commands.agencies import add_agency, create_agency, edit_agency, register_agency
from coordination.directory.commands.centres import create_centre, edit_centre, set_places_free
from coordination.directory.commands.holidays import add_holiday, edit_holiday, fill_holidays, move_holiday
from coordination.directory.commands.lists import (
    add_need,
    drop_limit,
    edit_installation,
    edit_need,
    set_limit,
)

__all__ = [
    "add_agency",
    "add_holiday",
    "add_need",
    "create_agency",
    "create_centre",
    "drop_limit",
    "edit_agency",
    "edit_centre",
    "edit_holiday",
    "edit_installation",
    "edit_need",
    "fill_holidays",
    "move_holiday",
    "register_agency",
    "set_limit",
    "set_places_free",
]
