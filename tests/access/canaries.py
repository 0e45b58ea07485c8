"""Invented names and texts to be planted in a file, and the search for them in any shape in bytes, pages and Redis."""

from __future__ import annotations

import email
import html
import json
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import quote

from redis import Redis

from coordination.lang.text import digits, fold, fold_words, persian_digits

# What tells who the child is, by where it was typed; no other person or place of the tests is called like this.
IDENTITY = {
    "given name": "قناری‌نواز",
    "family name": "زمردپیکریان",
    "nickname": "چکاوک‌دلک",
    "father": "فیروزه‌چشمی",
    "safe contact": "ارغوانینه‌کوچه",
    "address": "کهربایینه‌بن",
    "family": "شنگرفینه‌خاله",
    "health": "نیلگونینه‌تب",
    "school and work": "مرجانینه‌درس",
    "legal": "لاجوردینه‌برگ",
    "relative": "مادرش‌یاقوتک",
    "note on a relative": "برادرعقیقی",
    "giver of the consent": "زبرجدینه‌عمو",
    "witness of the consent": "شاهدسیمابی",
    "way to the child": "فسفرینه‌راه",
}
NUMBERS = {"identity number": "7731946205", "phone": "9127731946"}
# What people wrote to each other; it may stand on the referral's own page, and nowhere else.
TEXTS = {
    "reason": "مینابرگه‌تاب",
    "what is asked": "طلاکوبان‌سرا",
    "question": "صدفگونه‌پرس",
    "answer": "زعفرانگون‌پاس",
    "comment": "شفقگونه‌نوشت",
    "note on a service": "مهتابگون‌نشست",
    "who brought the child": "گلابتون‌نیا",
    "who took the child": "ترمه‌دوزیان",
    "why a service counts no more": "سوزنبافینه‌خو",
    "why it was not met": "خاکسترگون‌جا",
    "note at delivery": "نارنجگونه‌پا",
    "file name": "بنفشابینه‌نم",
    "file": "سربینه‌گون",
    "note on an outcome": "عاجگونه‌خبر",
    "why an outcome has no paper": "مفرغینه‌عذر",
    "paper of an outcome": "آبنوسینه‌گواه",
    "name of that paper": "شبقگونه‌لوح",
    "why an outcome was not so": "یشمینه‌رد",
}
ALL = IDENTITY | NUMBERS | TEXTS
ARABIC = str.maketrans({"ی": "ي", "ک": "ك"})


def _spellings(text: str) -> set[str]:
    """A word as it may stand somewhere: as typed, folded, with spaces, with Arabic letters, in other digits."""
    # Parts of a name are searched too, so none of them is a word that pages use.
    spelt = {text, fold(text), *fold_words(text), text.replace("\u200c", ""), text.replace("\u200c", " ")}
    spelt |= {word.translate(ARABIC) for word in spelt} | {persian_digits(word) for word in spelt}
    return {word for word in spelt if len(word) > 5}


def _encodings(word: str) -> set[bytes]:
    utf8 = word.encode()
    return {
        utf8,
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        json.dumps(word)[1:-1].encode(),
        quote(word).encode(),
        utf8.hex().encode(),
    }


_SHAPES = {where: {shape for word in _spellings(text) for shape in _encodings(word)} for where, text in ALL.items()}


def found_in(content: bytes | str, among: Any = ALL) -> list[str]:
    """Which canaries the content holds, by where they were planted."""
    content = html.unescape(content).encode() if isinstance(content, str) else content
    return [where for where in among if any(shape in content for shape in _SHAPES[where])]


def shows(page: str, where: str) -> bool:
    """Whether a page shows a canary to its reader."""
    return ALL[where] in digits(html.unescape(page))


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file below a folder; of a mail its parts as they are read, too."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        yield str(path.relative_to(folder)), content
        if path.suffix == ".eml":
            message = email.message_from_bytes(content, policy=default)
            yield f"{path.name}, headers", str(dict(message.items())).encode()
            for part in message.walk():
                if not part.is_multipart():
                    yield f"{path.name}, {part.get_content_type()}", part.get_payload(decode=True)


def redis_of(url: str) -> Iterator[tuple[str, bytes]]:
    """Every key and value of a Redis, unpacked where it is packed."""
    with closing(Redis.from_url(url)) as connection:
        for key in connection.scan_iter():
            for value in [key, *_values(connection, key)]:
                yield f"Redis, {key!r}", value
                with suppress(zlib.error):
                    yield f"Redis, {key!r}, unpacked", zlib.decompress(value)


def _values(connection: Any, key: bytes) -> list[bytes]:
    match connection.type(key):
        case b"hash":
            return [part for pair in connection.hgetall(key).items() for part in pair]
        case b"list":
            return list(connection.lrange(key, 0, -1))
        case b"set":
            return list(connection.smembers(key))
        case b"zset":
            return list(connection.zrange(key, 0, -1))
        case b"string":
            return [connection.get(key)]
        case kind:
            raise AssertionError(f"{key!r} is a {kind!r}; the search does not know how to look into it")
