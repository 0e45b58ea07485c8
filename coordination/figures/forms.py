"""The form of the page of figures: whose, and of which period."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import SelectField

from coordination.figures import spans
from coordination.figures.queries.offered import Offer, Offered
from coordination.lang.filters import pick
from coordination.lang.jalali import jalali_year
from coordination.lang.say import digits_for, message

YEARS = 12
"""How many years back the form offers; an address may name any."""


class ChoiceForm(PlainForm):
    """A GET form whose address can be shared."""

    whom = SelectField(_l("Figures of"), validate_choice=False)
    year = SelectField(_l("Year"), validate_choice=False)
    period = SelectField(_l("Part of the year"), validate_choice=False)

    def __init__(self, *args: Any, offer: Offer, scope: Offered, period: spans.Period, today: date, **kw: Any) -> None:
        """The choices of a reader, as the page stands."""
        super().__init__(*args, **kw)
        this = jalali_year(today)
        self.whom.choices = [(one.public_id, name_of(one)) for one in offer.scopes]
        self.whom.data = scope.public_id
        years = sorted({*range(this, this - YEARS, -1), period.year}, reverse=True)
        self.year.choices = [(str(year), digits_for(str(year))) for year in years]
        self.year.data = str(period.year)
        self.period.choices = [
            (one.name, _("The whole year") if one.kind == "year" else message(one.words))
            for one in spans.of_year(period.year)
        ]
        self.period.data = period.name


def name_of(scope: Offered) -> str:
    """What a scope is called."""
    return message(scope.own_words) if scope.own_words is not None else pick(scope, "name")
