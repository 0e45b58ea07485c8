"""Names as they are searched: keyed hashes of their parts, and the scan of free texts for a client's own names."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.access.fields import own_names
from coordination.cases.models import Client
from coordination.kernel.messages import N_
from coordination.lang.identifiers import number
from coordination.lang.mentions import words_mentioned
from coordination.lang.text import fold_words, search_words
from coordination.vault.blind import blind

Found = tuple[str, int, int]

PARTS: Mapping[str, str] = {
    "given_name": "given",
    "family_name": "family",
    "aliases": "alias",
    "father_name": "father",
}
"""Field of the identity group → ``ClientNameKey.part``."""

CALLED_BY = ("given", "family", "alias")
"""Parts by which the child is called; the father's name is compared apart."""


def name_key(word: str, scope: str) -> str:
    """The keyed hash of one folded word of a name; ``scope`` is the public id of the agency that owns the file."""
    return blind("name", word, scope=scope)


def identity_key(identity_number: str, scope: str) -> str:
    """The blind index of an identity number, whichever way it was typed."""
    return blind("identity", number(identity_number), scope=scope)


def keys_kept(names: Mapping[str, str], scope: str) -> list[tuple[str, str]]:
    """(part, digest) to keep for the names of a client; each line of ``aliases`` is a name of its own."""
    kept = {
        (part, name_key(word, scope))
        for field, part in PARTS.items()
        for line in names.get(field, "").splitlines()
        for word in fold_words(line)
    }
    return sorted(kept)


def keys_sought(name: str, scope: str) -> list[list[str]]:
    """One list of digests for each word typed; a name is found when every list has a digest among its keys."""
    return [[name_key(word, scope) for word in words] for words in search_words(name)]


def find_own_names(client: Client, texts: Mapping[str, str]) -> list[Found]:
    """Where texts (by label) mention the client's own names, nicknames or numbers: (label, start, end)."""
    names = own_names(client)
    return [(label, start, end) for label, text in texts.items() for start, end in words_mentioned(text, names)]


def card_texts(client: Client) -> dict[str, str]:
    """The free texts of the triage card by their labels (msgids): everybody who gets the card reads them.

    A district is not among them: places bear the names of people, and one could not be written then.
    """
    return {N_("Special needs"): client.special_needs}
