"""An activity as one sentence, by its kind, with what is known of it: partners, times, days, people, place, date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from flask_babel import ngettext

from coordination.activities.models import ANSWER_LABELS, Activity, ActivityKind, Answer, Part, Partner, Precision
from coordination.kernel.messages import N_, Message
from coordination.lang import say, spans
from coordination.lang.filters import pick

Days = tuple[date, date]

TOLD: Final[dict[ActivityKind, str]] = {
    ActivityKind.MEETING_ATTENDED: N_("Representatives attended “%(title)s”%(more)s"),
    ActivityKind.WORKSHOP: N_("The workshop “%(title)s” was held%(more)s"),
    ActivityKind.EVENT_HELD: N_("The event “%(title)s” was held%(more)s"),
    ActivityKind.EVENT_JOINED: N_("Representatives took part in “%(title)s”%(more)s"),
    ActivityKind.MEETING_HELD: N_("The meeting “%(title)s” was held%(more)s"),
    ActivityKind.DISTRIBUTION: N_("The distribution “%(title)s” was made%(more)s"),
    ActivityKind.NOTICE: N_("Word was given of “%(title)s”%(more)s"),
    ActivityKind.RESEARCH: N_("The research “%(title)s” was pursued%(more)s"),
    ActivityKind.PROPOSAL: N_("The proposal “%(title)s” was put forward%(more)s"),
    ActivityKind.CONTACT: N_("The matter “%(title)s” was taken up%(more)s"),
    ActivityKind.VISIT: N_("The visit “%(title)s” was made%(more)s"),
    ActivityKind.INTERVIEW: N_("The interview “%(title)s” was given%(more)s"),
    ActivityKind.PUBLICATION: N_("The publication “%(title)s” came out%(more)s"),
}
"""The sentence of each kind, without its full stop; ``more`` begins with a space or is empty."""

TOLD_ITSELF: Final[dict[ActivityKind, tuple[re.Pattern[str], str]]] = {
    kind: (re.compile(words, re.IGNORECASE), text)
    for kind, words, text in (
        (ActivityKind.WORKSHOP, r"^(?:کارگاه|دوره)|workshop|course", N_("The workshop, “%(title)s”, was held%(more)s")),
        (
            ActivityKind.MEETING_HELD,
            r"^(?:جلس|نشست|همایش|گردهمایی|مجمع|دیدار)|meeting",
            N_("The meeting, “%(title)s”, was held%(more)s"),
        ),
        (ActivityKind.VISIT, r"بازدید|دیدار|سرکشی|visit", N_("The visit, “%(title)s”, was made%(more)s")),
        (
            ActivityKind.INTERVIEW,
            r"مصاحبه|گفت.?و.?گو|interview|talk",
            N_("The interview, “%(title)s”, was given%(more)s"),
        ),
        (
            ActivityKind.DISTRIBUTION,
            r"توزیع|تهیه|اهدا|تحویل|خرید|برنامه|distribut",
            N_("The work “%(title)s” was carried out%(more)s"),
        ),
        (ActivityKind.NOTICE, r"اطلاع|آگاه|ابلاغ|notice|notif|inform", N_("Word was given: “%(title)s”%(more)s")),
    )
}
"""The sentence where the title's own words already say what was done, so that «جلسه» is not said of a «جلسه …»."""

_TOOK_PART = r"(?:شرکت|حضور|مشارکت)[\s\u200c]*در(?:[\s\u200c]+|(?=جلس|نشست|همایش|مراسم|سمینار|نمایشگاه|کارگاه|برنامه))"
_HELD = r"(?:برگزاری|برپایی)[\s\u200c]*"
_WORKSHOP = r"کارگاه(?:\s+آموزشی)?+\s+(?!های|(?:و|برای|با|در|به|از|ویژه|درباره)\s)"
SAID_ANYWAY: Final[dict[ActivityKind, re.Pattern[str]]] = {
    kind: re.compile(words, re.IGNORECASE)
    for kind, words in (
        (ActivityKind.MEETING_ATTENDED, rf"{_TOOK_PART}|attend(?:ing|ed)\s+"),
        (ActivityKind.EVENT_JOINED, rf"{_TOOK_PART}|(?:taking|took) part in\s+"),
        (ActivityKind.WORKSHOP, rf"(?:an? |the )?workshop (?:on|about)\s+|(?:{_HELD})?+(?:{_WORKSHOP})?+"),
        (ActivityKind.EVENT_HELD, rf"{_HELD}|holding (?:of )?"),
        (ActivityKind.MEETING_HELD, rf"{_HELD}|holding (?:of )?"),
    )
}
"""What a title of the kind often begins with, however it runs into the next word, and the sentence says by itself."""

WITH_PARTNERS: Final[dict[Part, str]] = {
    Part.HOST: N_("hosted by %(names)s"),
    Part.ORGANISER: N_("organised by %(names)s"),
    Part.COOPERATING: N_("together with %(names)s"),
    Part.AUDIENCE: N_("for %(names)s"),
    Part.ADDRESSEE: N_("to %(names)s"),
}
TAKEN_UP_WITH: Final = N_("with %(names)s")
STOPS = ".؟!…"


def sentence(activity: Activity, *, within: Days, own_agency_id: int | None = None) -> str:
    """The activity in the current language, in one line. ``within`` is the span that is told of anyway: a date that
    says no more is left out; so is the issuer among its own partners. Partners and their agencies must be loaded."""
    clauses = list(_clauses(activity, within, own_agency_id))
    more = f" {_(', ').join(clauses)}" if clauses else ""
    kind, title = ActivityKind(activity.kind), _bare(activity.title)
    if kind in SAID_ANYWAY:
        begins = SAID_ANYWAY[kind].match(title)
        title = (title[begins.end() :] if begins else "") or title
    itself = TOLD_ITSELF.get(kind)
    said = _(itself[1] if itself and itself[0].search(title) else TOLD[kind], title=title, more=more)
    if activity.note.strip():
        said = f"{said} ({_bare(activity.note)})"
    return " ".join([f"{said}.", *_asked(activity)])


def listed(names: Sequence[str]) -> str:
    """«الف، ب و پ» / "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s", names=_(", ").join(names[:-1]), last=names[-1])


def _clauses(activity: Activity, within: Days, own_agency_id: int | None) -> Iterator[str]:
    if activity.times is None:
        yield _("several times")
    elif activity.times > 1:
        yield _n("%(count)s time", "%(count)s times", activity.times)
    if activity.days is not None:
        yield _n("over %(count)s day", "over %(count)s days", activity.days)
    for part in Part:
        names = [
            _name(one)
            for one in activity.partners
            if one.part == part and (one.agency_id is None or one.agency_id != own_agency_id)
        ]
        if names:
            contact = activity.kind == ActivityKind.CONTACT and part in (Part.HOST, Part.ADDRESSEE)
            yield _(TAKEN_UP_WITH if contact else WITH_PARTNERS[part], names=listed(names))
    if activity.audience:
        yield _("for %(names)s", names=_bare(activity.audience))
    if activity.people is not None:
        yield _n("with %(count)s person present", "with %(count)s people present", activity.people)
    if activity.place:
        yield _("at %(place)s", place=_bare(activity.place))
    when = _when(activity, within)
    if when:
        yield when


def _when(activity: Activity, within: Days) -> str:
    """Its date, as exactly as it is known, where it says more than the span within which it is told."""
    first, last = activity.from_on, activity.to_on
    if (first, last) == within:
        return ""
    words = spans.words(first, last, activity.precision)
    exact = spans.precision_of(first, last)
    if exact and exact == activity.precision:
        return _("on %(span)s", span=words) if exact == Precision.DAY else _("in %(span)s", span=words)
    return _("from %(span)s", span=words)


def _asked(activity: Activity) -> Iterator[str]:
    """Of a contact: what was asked, for whom, and what was answered."""
    asked, asked_for = _bare(activity.asked), _bare(activity.asked_for)
    if asked and asked_for:
        yield _("What was asked: %(asked)s, for %(whom)s.", whom=asked_for, asked=asked)
    elif asked:
        yield _("What was asked: %(asked)s.", asked=asked)
    if activity.answer is None:
        return
    answer, words = Message(ANSWER_LABELS[Answer(activity.answer)]), _bare(activity.answer_text)
    if words:
        yield _("The answer: %(answer)s (%(words)s).", answer=answer, words=words)
    else:
        yield _("The answer: %(answer)s.", answer=answer)


def _name(partner: Partner) -> str:
    return pick(partner.agency, "name") if partner.agency is not None else partner.name


def _bare(text: str) -> str:
    """In one line, without the full stop at its end."""
    return " ".join(text.split()).rstrip(STOPS)


def _n(one: str, many: str, number: int) -> str:
    return str(ngettext(one, many, number, count=say.number(number)))


def _(text: str, /, **params: object) -> str:
    return say.message(Message(text, **params))
