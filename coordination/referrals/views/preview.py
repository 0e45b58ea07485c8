"""Exactly what a recipient will see of a draft, and where its texts name the child."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.fields import preview_referral
from coordination.kernel.messages import Message
from coordination.referrals import disclosures, queries, texts
from coordination.referrals.models import Referral
from coordination.referrals.views import opened

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text that travels, cut into pieces; a piece that names the child is marked."""

    label: str
    segments: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The card and its texts, what acceptance opens, what stays closed, and whether some text names the child."""

    card: list[opened.Pair]
    texts: list[MarkedText]
    named: bool
    opened: list[opened.Pair]
    closed: tuple[Message, ...]


def preview_of(actor: Actor, referral: Referral, files: list[str]) -> Preview:
    """The preview; what acceptance would open is shown to staff of the case alone, and noted as a look."""
    found: dict[str, list[Span]] = {}
    for label, start, end in queries.names_in_texts(referral, files):
        found.setdefault(label, []).append((start, end))
    always = {*texts.card_texts_of(referral), texts.FILE_LABEL}
    travelling = queries.texts_that_travel(referral, files)
    shown = {label: text for label, text in travelling.items() if label in always or label in found}
    _opens, stays = disclosures.what_opens(referral)
    values: dict[str, Any] = (
        preview_referral(actor, referral) if policy.allows(actor, "case.view", referral.case) else {}
    )
    return Preview(
        card=opened.card_facts(referral)
        + opened.route_facts(referral, identity_open=False, free_texts=False)
        + opened.order_facts(referral)
        + opened.basis_facts(referral),
        texts=[MarkedText(label, cut(text, found.get(label, []))) for label, text in shown.items()],
        named=bool(found),
        opened=opened.opened_facts(values) + (opened.route_contact(referral) if "given_name" in values else []),
        closed=stays,
    )


def cut(text: str, spans: list[Span]) -> tuple[tuple[str, bool], ...]:
    """The text in pieces at the ends of ``spans``; True marks a piece within one."""
    inside = [start <= at < end for at in range(len(text)) for start, end in [_around(spans, at)]]
    edges = [0, *(at for at in range(1, len(text)) if inside[at] != inside[at - 1]), len(text)]
    return tuple((text[start:end], inside[start]) for start, end in pairwise(edges) if end > start)


def _around(spans: list[Span], at: int) -> Span:
    return next(((start, end) for start, end in spans if start <= at < end), (0, 0))
