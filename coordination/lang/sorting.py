"""The stored sort key: the order of the Persian alphabet as digits, so that every database sorts it alike."""

from __future__ import annotations

import re
import unicodedata

from coordination.lang.text import ZWNJ, clean, digits

_SPACES = re.compile(r"\s+")
ALPHABET = "ءآابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

# Two decimal digits a character, because digits alone are sorted the same under every collation.
# Space first, then numbers, Persian letters, Latin letters.
_PLACES = {
    character: f"{place:02d}"
    for place, character in enumerate(" 0123456789" + ALPHABET + "abcdefghijklmnopqrstuvwxyz", start=10)
}
_LIKE = {"أ": "ا", "إ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ی", "ة": "ه", "ۀ": "ه"}


def sort_key(text: str) -> str:
    """The key of ``text``: decimal digits, two a character; equal for spellings that differ in marks or
    half-spaces only.

    Order of ``persian.md``: ء آ ا ب پ … و ه ی, numbers before letters, Latin after Persian. Signs and
    punctuation do not count.
    """
    plain = digits(clean(unicodedata.normalize("NFKC", text)).replace(ZWNJ, "").casefold())
    # آ is a letter of its own here; of every other letter the marks are dropped.
    letters = (c if c in _PLACES else unicodedata.normalize("NFKD", _LIKE.get(c, c)) for c in plain)
    return "".join(_PLACES[c] for c in _SPACES.sub(" ", "".join(letters)) if c in _PLACES)
