"""The forms of a centre: what is said of it, and its free places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.directory.commands.centres import CentreFacts
from coordination.directory.forms.rules import at_most, one_of
from coordination.directory.models import CENTRE_KIND_LABELS, Centre, CentreKind, ServiceKind
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.fields import CleanStringField, PersianIntegerField
from coordination.lang.filters import pick

OLDEST = 120
LARGEST = 10_000
SEXES = {"girl": N_("Girls"), "boy": N_("Boys")}


class Checkboxes(SelectMultipleField):
    """Several of a few choices, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class CentreForm(Form):
    """What is said of a centre."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(200)])
    name_en = CleanStringField(_l("Name in English"), [at_most(200)])
    kind = SelectField(_l("Kind"), [InputRequired()], choices=one_of(CENTRE_KIND_LABELS), coerce=CentreKind)
    city = CleanStringField(_l("City"), [at_most(80)])
    districts = CleanStringField(
        _l("Districts"), [at_most(400)], description=_l("With commas between them. Empty: the whole city.")
    )
    services = Checkboxes(_l("Services"))
    sexes = Checkboxes(_l("Takes"), choices=one_of(SEXES), description=_l("Nothing ticked means everybody."))
    age_from = PersianIntegerField(_l("From age"), [Optional(), NumberRange(0, OLDEST)])
    age_to = PersianIntegerField(_l("To age"), [Optional(), NumberRange(0, OLDEST)])
    eligibility = CleanStringField(_l("Who is taken besides"), [at_most(400)])
    capacity = PersianIntegerField(_l("Capacity"), [Optional(), NumberRange(0, LARGEST)])
    address = CleanStringField(_l("Address"), [at_most(400)])
    address_public = BooleanField(
        _l("Everybody may read the address"), description=_l("Asked only of residential centres.")
    )
    active = BooleanField(_l("In operation"))

    def __init__(self, *args: Any, service_kinds: Sequence[ServiceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.services.choices = [(kind.code, pick(kind, "name")) for kind in service_kinds]

    def facts(self) -> CentreFacts:
        """What the commands take."""
        typed = self.districts.data or ""
        districts = [part.strip() for part in typed.replace("،", ",").split(",") if part.strip()]
        texts = ("name_fa", "name_en", "city", "eligibility", "address")
        words: dict[str, Any] = {name: self[name].data or "" for name in texts}
        numbers: dict[str, Any] = {name: self[name].data for name in ("age_from", "age_to", "capacity")}
        return CentreFacts(
            **words,
            **numbers,
            kind=self.kind.data,
            districts=districts,
            services=list(self.services.data or ()),
            sexes=list(self.sexes.data or ()),
            address_public=self.address_public.data,
            active=self.active.data,
        )


class PlacesForm(Form):
    """How many places are free today."""

    places_free = PersianIntegerField(_l("Free places today"), [InputRequired(), NumberRange(0, LARGEST)])


def centre_values(centre: Centre) -> dict[str, Any]:
    """What is stored of a centre, as the fields of ``CentreForm`` take it."""
    names = ("name_fa", "name_en", "kind", "city", "services", "sexes", "age_from", "age_to", "eligibility")
    more = ("capacity", "address", "address_public", "active")
    return {name: getattr(centre, name) for name in (*names, *more)} | {"districts": "، ".join(centre.districts)}
