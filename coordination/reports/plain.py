"""A report as plain text, to be pasted into a message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Data = dict[str, Any]


def make_text(data: Data) -> str:
    """The text of ``paper.describe``'s data: title, figures, lettered headings with numbered lines, tables as rows."""
    return "\n".join(_lines(data)) + "\n"


def _lines(data: Data) -> Iterator[str]:
    yield f"{data['heading']} · {data['title_of']}"
    yield data["issuer"]
    yield data["days"]
    yield from filter(None, (data["edition"], data["mark"]))
    if data["numbers"]:
        yield ""
        yield from (f"{one['label']}: {one['value']}" for one in data["numbers"])
    for part in data["parts"]:
        if part["title"]:
            yield ""
            yield f"=== {part['title']} ==="
        for section in part["sections"]:
            yield ""
            yield f"{section['letter']}) {section['title']}"
            yield from (f"{line['number']}. {line['text']}" for line in section["lines"])
            for table in section["tables"]:
                yield f"[{table['title']}]"
                yield from (" | ".join(row) for row in [table["columns"], *table["rows"]])
