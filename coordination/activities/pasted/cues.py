"""Words that tell the kind of an activity: verbs (took part, held) and nouns (meeting, workshop, visit), either way
of writing them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coordination.activities.models import ActivityKind as K
from coordination.activities.pasted.letters import Letters, key, keys, segments
from coordination.activities.pasted.words import HEADING_WORDS

_ATTEND: Final = "attend"
_HOLD: Final = "hold"
_MEETING: Final = "meeting"
_COUNCIL: Final = "council"
_CONFERENCE: Final = "conference"
_WORKSHOP: Final = "workshop"
_EVENT: Final = "event"

_WORDS: Final[dict[str, str]] = {
    _ATTEND: "شرکت در|شرکت فعال|شرکت نماینده|شرکت نمایندگان|شرکت اعضا|حضور|مشارکت در|مشارکت فعال|همراهی در|"
    "attended|attending|attendance at|attend|participation in|participated in|participating in|took part|taking part|"
    "joined|joining|represented at",
    _HOLD: "برگزاری|برپایی|تشکیل|میزبانی|انجام|اجرای|برگزار|held|holding|hosted|hosting|organised|organized|"
    "organising|organizing|ran|convened",
    _MEETING: "جلسه|جلسات|نشست|گردهمایی|گرد هم آیی|هم اندیشی|مجمع عمومی|meeting|session|assembly|roundtable",
    _COUNCIL: "شورای|کارگروه|کار گروه|کمیته|کمیسیون|هیئت مدیره|قرارگاه|"
    "council|committee|commission|working group|board",
    _CONFERENCE: "همایش|سمینار|کنفرانس|سمپوزیوم|میزگرد|کنگره|conference|seminar|symposium|congress",
    _WORKSHOP: "کارگاه|دوره آموزش|دوره‌های آموزش|کلاس|آموزش|training|workshop|course",
    _EVENT: "نمایشگاه|جشن|جشنواره|مراسم|بزرگداشت|گرامیداشت|سالگرد|مناسبت|روز جهانی|روز ملی|اردو|مسابقه|برنامه|"
    "بازارچه|افتتاح|یادبود|اکران|تئاتر|نشست خبری|نشست رسانه|کنفرانس خبری|همایش پیاده روی|جشن‌واره|شب شعر|"
    "exhibition|festival|ceremony|celebration|event|anniversary|opening|bazaar|camp|world day|international day|"
    "press conference|competition|programme|program",
    K.VISIT: "بازدید|دیدار از|visit",
    K.DISTRIBUTION: "توزیع|اهدا|تحویل|کمک رسانی|بسته معیشتی|بسته‌های|ارسال بسته|اقلام|distribut|donat|handing out|"
    "handed out|delivery of|delivered|packages",
    K.NOTICE: "اطلاع به|اطلاع رسانی|اطلاعیه|آگاه سازی|آگاهی رسانی|آگاه کردن|اعلام|ابلاغ|بخشنامه|به اطلاع|فراخوان به|"
    "inform|notice|notif|circular|announce|word to",
    K.RESEARCH: "پژوهش|تحقیق|مطالعه|مطالعات|نظرسنجی|آمارگیری|نیازسنجی|پیمایش|research|study|studies|survey",
    K.PROPOSAL: "طرح|پیشنهاد|پیش نویس|پروپوزال|تدوین|proposal|proposed|proposing|draft|plans",
    K.CONTACT: "ارتباط با|ارتباطات|تماس|مکاتبه|مکاتبات|نامه نگاری|ارسال نامه|نامه به|مذاکره|مذاکرات|رایزنی|درخواست از|"
    "دیدار با|ملاقات|پیگیری|تعامل با|letter|correspond|contact|negotiat|talks with|request to|asked|follow up",
    K.INTERVIEW: "مصاحبه|گفت و گوی خبری|گفتگوی خبری|گفت و گو با خبر|گفتگو با خبر|گفت و گو با روزنامه|گفتگو با روزنامه|"
    "گفتگوی رادیو|گفت و گوی رادیو|گفتگوی تلویزیون|گفت و گوی تلویزیون|interview|spoke to the press",
    K.PUBLICATION: "انتشار|چاپ|نشر|خبرنامه|بروشور|پوستر|مقاله|ویژه نامه|کتابچه|ترجمه|publi|newsletter|brochure|booklet|"
    "leaflet|poster|article",
}
_LEADING: Final = frozenset({K.VISIT, K.DISTRIBUTION, K.NOTICE, K.CONTACT, K.INTERVIEW, K.PUBLICATION})
"""Nouns that at the beginning of an item say its kind by themselves; the others lean on the heading."""
_BY_VERB: Final[dict[tuple[str, str], tuple[K, ...]]] = {
    (_ATTEND, _MEETING): (K.MEETING_ATTENDED,), (_HOLD, _MEETING): (K.MEETING_HELD,),
    ("", _MEETING): (K.MEETING_HELD, K.MEETING_ATTENDED),
    (_ATTEND, _COUNCIL): (K.MEETING_ATTENDED,), (_HOLD, _COUNCIL): (K.MEETING_HELD,),
    ("", _COUNCIL): (K.MEETING_ATTENDED, K.MEETING_HELD),
    (_ATTEND, _CONFERENCE): (K.MEETING_ATTENDED, K.EVENT_JOINED), (_HOLD, _CONFERENCE): (K.EVENT_HELD,),
    ("", _CONFERENCE): (K.EVENT_HELD, K.MEETING_ATTENDED),
    (_ATTEND, _WORKSHOP): (K.EVENT_JOINED, K.WORKSHOP), (_HOLD, _WORKSHOP): (K.WORKSHOP,),
    ("", _WORKSHOP): (K.WORKSHOP,),
    (_ATTEND, _EVENT): (K.EVENT_JOINED,), (_HOLD, _EVENT): (K.EVENT_HELD,),
    ("", _EVENT): (K.EVENT_HELD, K.EVENT_JOINED),
}  # fmt: skip
_SPOKEN: Final = re.compile(
    "|".join(map(key, ("شرکت کرد", "شرکت نمود", "شرکت داشت", "حضور یافت", "حضور داشت", "حضور پیدا", "شرکت می‌کن")))
)
"""Verbs at a sentence's end that make its meeting one attended."""
_AFTER_NOUN: Final = frozenset({"", "s", "and", "sand", "or", "sor"})
"""What may stand between an English noun and the verb that follows it ("Events held and joined")."""
_MUTUAL: Final = re.compile("(?:ای|هایی|ی)?(?:با|with)(?!موضوع|حضور|هدف|عنوان|محور)")
"""A meeting *with* somebody is one's own."""
_NOT_IF_AFTER: Final = {
    "مناسبت": ("به",), "ارتباطبا": ("در",), "برگزار": ("و",), "طرح": ("م",), "کلاس": ("هم",), "برنامه": ("سازمان",),
}  # fmt: skip
"""A preposition of two words, or another word altogether."""
_NOT_IF_BEFORE: Final = {
    "برنامه": ("ریزی", "ریز"), "اردو": ("گاه",), "اعلام": ("یه",), "چاپ": ("گر",), "اموزش": ("وپرورش",),
    "تشکیل": ("پرونده",), "نشست": ("ه",), "طرح": ("مشکل", "مسای"), "مطالعه": ("کتاب",), "camp": ("aign",),
    "اجرای": ("ی",),
}  # fmt: skip
_OWN_WORD: Final = frozenset({"ran", "plans", "board", "attend", "course", "camp", "draft", "event", "letter", "asked"})
"""Latin words that count only as whole words (with -s)."""
_LONGEST: Final = max(map(len, HEADING_WORDS))
_GLUE: Final = HEADING_WORDS | keys("به در از با برای پیش پیشبرد تهیه ارائه یک دو سه چند این آن")
_TOKENS: Final = sorted(
    {(key(phrase), token) for token, phrases in _WORDS.items() for phrase in phrases.split("|")},
    key=lambda pair: -len(pair[0]),
)
_TOKEN_OF: Final = dict(reversed(_TOKENS))
_ANY: Final = re.compile("|".join(re.escape(phrase) for phrase, _token in _TOKENS))
SOON: Final = 14
"""Within so many letters a word still begins the item."""


@dataclass(frozen=True, slots=True)
class Cue:
    """What one word tells: the kinds it may mean, the likeliest first; whether it says so by itself; where."""

    kinds: tuple[K, ...]
    sure: bool
    at: int


def cues(line: Letters, masked: str) -> list[Cue]:
    """What the words of a line tell, in their order; ``masked``: its letters, the bodies blotted out."""
    verb = _ATTEND if _SPOKEN.search(masked) else ""
    verb_at, found, lonely = -1, list[Cue](), -1
    noun, noun_end = "", 0
    for token, at, end in _tokens(line, masked):
        if token in (_ATTEND, _HOLD) and noun and masked[noun_end:at] in _AFTER_NOUN:
            found = [cue for cue in found if cue.sure] + [Cue(_BY_VERB[token, noun], True, 0)]
            noun_end = end
            continue
        if token in (_ATTEND, _HOLD):
            verb, verb_at, lonely = token, at, at
            continue
        lonely = -1
        noun, noun_end = (token, end) if ("", token) in _BY_VERB and line.text.isascii() else ("", 0)
        if not verb and token == _MEETING and _MUTUAL.match(masked, end):
            found.append(Cue((K.MEETING_HELD,), False, at))
        elif kinds := _BY_VERB.get((verb, token)):
            sure = bool(verb) and token != _CONFERENCE and (token, verb) != (_WORKSHOP, _ATTEND)
            found.append(Cue(kinds, sure, verb_at if verb_at >= 0 else at))
        else:
            found.append(Cue((K(token),), K(token) in _LEADING, at))
        verb_at = -1
    if lonely >= 0 and not found:
        kinds = (K.EVENT_HELD, K.MEETING_HELD) if verb == _HOLD else (K.MEETING_ATTENDED, K.EVENT_JOINED)
        found.append(Cue(kinds, False, lonely))
    return found


def is_plain_heading(line: Letters) -> bool:
    """Whether it is made of the words of headings alone («برگزاری جلسات», "Visits"), however they run together."""
    return len(line.text) <= 120 and segments(line.text, HEADING_WORDS, _LONGEST)


def choose(found: Sequence[Cue], usual: Sequence[K], *, with_others: bool) -> K | None:
    """The kind of an item by its own words and the kinds of its heading (``usual``).

    A sure word that begins the item wins; then the first word that fits the heading; then the heading. Without a
    heading a bare meeting is one attended when a body is named (``with_others``).
    """
    if found and found[0].sure and found[0].at <= SOON:
        return _fitting(found[0], usual) or found[0].kinds[0]
    for cue in found if usual else ():
        if kind := _fitting(cue, usual):
            return kind
    if usual:
        return usual[0]
    if not found:
        return None
    meeting = set(found[0].kinds) == {K.MEETING_HELD, K.MEETING_ATTENDED}
    return K.MEETING_ATTENDED if meeting and with_others else found[0].kinds[0]


def kinds_of_heading(found: Sequence[Cue]) -> tuple[K, ...]:
    """Every kind that a heading speaks of, once each."""
    kinds = [kind for cue in found for kind in cue.kinds[:1]]
    return tuple(dict.fromkeys(kinds))


def _fitting(cue: Cue, usual: Sequence[K]) -> K | None:
    return next((kind for kind in cue.kinds if kind in usual), None)


def _tokens(line: Letters, masked: str) -> Iterator[tuple[str, int, int]]:
    place = 0
    while found := _ANY.search(masked, place):
        if _stands(line, masked, found):
            yield _TOKEN_OF[found.group()], found.start(), found.end()
            place = found.end()
        else:
            place = found.start() + 1


def _stands(line: Letters, masked: str, found: re.Match[str]) -> bool:
    """Whether it begins as a word (or after words that ran into it), and is no other word that only looks like it."""
    phrase, start, end = found.group(), found.start(), found.end()
    before = line.before(start)
    if before is None or (before and not segments(masked[start - before : start], _GLUE, _LONGEST)):
        return False
    if phrase in _OWN_WORD and not (line.ends_word(end) or (masked.startswith("s", end) and line.ends_word(end + 1))):
        return False
    if any(masked.startswith(rest, end) for rest in _NOT_IF_BEFORE.get(phrase, ())):
        return False
    return not any(masked.endswith(rest, 0, start) for rest in _NOT_IF_AFTER.get(phrase, ()))
