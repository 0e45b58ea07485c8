"""What a report must not say before it is published: the code of a child's file, and a child's own name or number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from coordination.access.fields import own_names
from coordination.cases.models import Case, Client
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.mentions import words_mentioned
from coordination.lang.text import digits
from coordination.minutes.checks import CLIENT_CODE, codes_in
from coordination.referrals.models import Referral
from coordination.vault.keys import KeyGone

CODE_STANDS = N_("The report was not published: the code of a child's file (%(code)s) stands under «%(heading)s».")
NAME_STANDS = N_("The report was not published: a child's own name or number stands under «%(heading)s».")
TAKE_OUT = N_("Take it out of the text of that section, or out of the record it came from.")


def refuse_private(texts: Sequence[tuple[str, str]]) -> None:
    """Raises Invalid, which names the code and the heading, where one of the texts (heading as a msgid, text) speaks of
    a child. Names are those of the children whose referrals a text names; two statements, none where it names none."""
    for heading, text in texts:
        found = CLIENT_CODE.search(digits(text))
        if found is not None:
            raise Invalid(Message(CODE_STANDS, code=found[0], heading=Message(heading)), advice=TAKE_OUT)
    names = _names({code for _heading, text in texts for code in codes_in(text)})
    if not names:
        return
    for heading, text in texts:
        if words_mentioned(text, names):
            raise Invalid(Message(NAME_STANDS, heading=Message(heading)), advice=TAKE_OUT)


def _names(codes: Iterable[str]) -> list[str]:
    """The names and numbers of the children whom these referrals are about."""
    if not codes:
        return []
    clients = db.session.scalars(
        select(Client)
        .join(Case, Case.client_id == Client.id)
        .join(Referral, Referral.case_id == Case.id)
        .where(Referral.code.in_(codes))
        .order_by(Client.id)
    ).unique()
    found: list[str] = []
    for client in clients:
        try:
            found += own_names(client)
        except KeyGone:  # destroyed with its key: there is no name any more that could be found
            continue
    return found
