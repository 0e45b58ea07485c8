"""Which of the bodies that a line names took part, and what part each probably had."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from coordination.activities.models import Part
from coordination.activities.pasted.bodies import Mention
from coordination.activities.pasted.drafts import Found
from coordination.activities.pasted.letters import Letters, any_of

_TOPIC: Final = re.compile(any_of(
    "درباره", "در باره", "در خصوص", "در مورد", "به منظور", "با موضوع", "پیرامون", "در ارتباط با", "در رابطه با",
    "با عنوان",
    "about", "regarding", "concerning", "on the subject",
))  # fmt: skip
_TOGETHER: Final = re.compile(any_of(
    "با همکاری", "با مشارکت", "با حضور", "با حمایت", "با کمک", "همراه با", "از طرف", "از سوی", "توسط", "به همت",
    "به میزبانی",
    "به ستاد", "برای مرکز", "in cooperation", "together with", "with", "by", "hosted", "organised", "to",
))  # fmt: skip
_PARTS: Final = (
    (Part.ORGANISER, re.compile(any_of("از طرف", "از سوی", "توسط", "به همت", "organised by", "organized by"))),
    (Part.COOPERATING, re.compile(any_of("با همکاری", "با مشارکت", "با حمایت", "با کمک", "in cooperation with"))),
    (Part.AUDIENCE, re.compile(any_of("برای", "ویژه"))),
    (Part.ADDRESSEE, re.compile(any_of("نامه به", "ارائه", "ارسال", "اعلام به", "اطلاع به", "مکاتبه", "letter to"))),
)
_AT_END: Final = (
    (Part.ADDRESSEE, re.compile("(?:به|to|tothe)$")), (Part.COOPERATING, re.compile("(?:with|withthe)$")),
    (Part.ORGANISER, re.compile("(?:by|bythe)$")), (Part.AUDIENCE, re.compile("(?:for|forthe)$")),
)  # fmt: skip
_NEAR: Final = 26


def named(line: Letters, mentions: Sequence[Mention], own: frozenset[str]) -> tuple[Found, ...]:
    """The bodies that took part, once each, in the line's order; the issuer too, who is left out only at the end.

    What is named after «درباره» is the subject, where somebody was named before it and nothing (با همکاری …) brings it
    in.
    """
    found: dict[str, Found] = {}
    for mention in mentions:
        topic = max((t.end() for t in _TOPIC.finditer(line.text, 0, mention.start)), default=0)
        earlier = any(other.end <= topic and other.code not in own for other in mentions)
        if topic and earlier and not _TOGETHER.search(line.text, topic, mention.start):
            continue
        found.setdefault(mention.code, Found(mention.code, _part(line.text[: mention.start])))
    return tuple(found.values())


def _part(before: str) -> Part:
    """What part is told by the words right before a name, or by the nearest that tell one; else it was the host."""
    for part, pattern in _AT_END:
        if pattern.search(before):
            return part
    near = before[-_NEAR:]
    told = [(found.end(), part) for part, pattern in _PARTS for found in pattern.finditer(near)]
    return max(told, key=lambda pair: pair[0])[1] if told else Part.HOST
