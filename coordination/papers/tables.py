"""What every written table needs, as XLSX or CSV: words that look like formulas stay words, a title fits its page."""

from __future__ import annotations

from typing import Final

OPTIONS: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
"""How workbooks are made by ``xlsxwriter``."""
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
LONGEST_TITLE: Final = 31


def inert(text: str) -> str:
    """Text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def page_name(title: str) -> str:
    """A title as a spreadsheet takes it for its page: at most 31 letters, some signs left out."""
    return title.translate(FORBIDDEN)[:LONGEST_TITLE].strip() or "1"
