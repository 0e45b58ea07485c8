"""A Word document in one direction: paragraphs, headings, tables, header and footer, right to left where Persian is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

FONT = "Vazirmatn"
FALLBACK_SIZE = 10.5
INK_2, LAPIS = RGBColor(0x55, 0x51, 0x4A), RGBColor(0x1D, 0x34, 0x80)
SUNKEN, TINT, HAIR = "F3F1EC", "EEF1F9", "BFBAB0"
# Word's zip knows no time before 1980; every part bears the same one, so that the same data give the same bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PAGE = ("PAGE", "NUMPAGES")
_LETTER = re.compile("[A-Za-z\u00c0-\u024f\u0620-\u06ef]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_PERSIAN = re.compile("[\u0620-\u06ef]")


class Paper:
    """A document that grows from the top. ``rtl``: every paragraph, run and table runs from the right."""

    def __init__(self, *, rtl: bool, title: str, author: str, at: datetime) -> None:
        self.rtl = rtl
        self.mark = "\u200f" if rtl else "\u200e"
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.1)
        section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.1)
        if rtl:
            section._sectPr.append(OxmlElement("w:bidi"))
        self._style_all(at)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = title, author, ""
        properties.last_modified_by, properties.revision = author, 1
        properties.language = "fa-IR" if rtl else "en-GB"
        properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None, microsecond=0)

    @property
    def width(self) -> int:
        """The width between the margins, in EMU."""
        section = self.document.sections[0]
        return int(section.page_width or 0) - int(section.left_margin or 0) - int(section.right_margin or 0)

    def heading(self, text: str, level: int) -> None:
        """A heading of Word's own styles, so that its outline can be walked; level 1 is the paper's title."""
        self._at_start(self.document.add_heading(level=level), text)

    def text(self, text: str, *, small: bool = False, bold: bool = False, before: float = 0, after: float = 4) -> None:
        """A paragraph of running text; what is ``small`` is in the second ink."""
        paragraph = self.document.add_paragraph()
        self._filled(paragraph, text, size=9 if small else None, bold=bold, color=INK_2 if small else None)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)

    def boxed(self, lines: Sequence[tuple[str, bool]]) -> None:
        """Lines in a tinted box with an edge at the start; those with True are its head."""
        for text, head in lines:
            paragraph = self.document.add_paragraph()
            self._filled(paragraph, text, bold=head, color=LAPIS if head else None, size=9.5 if head else None)
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.keep_with_next = head
            properties = paragraph._p.get_or_add_pPr()
            properties.append(_shading(TINT))
            _put_borders(properties, "w:pBdr", {"right" if self.rtl else "left": (18, "1D3480")})
            _order(properties)
        # Neighbours with the same edge would grow into one box.
        self._filled(self.document.add_paragraph(), "", size=4)
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(0)

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table whose head is repeated on every page; ``widths`` are shares of the page."""
        table = self._table(1 + len(rows), len(columns), widths)
        for cell, text in zip(table.rows[0].cells, columns, strict=True):
            self._cell(cell, text, bold=True)
            cell._tc.get_or_add_tcPr().append(_shading(SUNKEN))
        _flag(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        for row, texts in zip(list(table.rows)[1:], rows, strict=True):
            _flag(row._tr.get_or_add_trPr(), "w:cantSplit")
            for cell, text in zip(row.cells, texts, strict=True):
                self._cell(cell, text)
        _put_borders(table._tbl.tblPr, "w:tblBorders", dict.fromkeys(("top", "bottom", "insideH"), (4, HAIR)))
        self.text("", after=0)

    def pairs(self, pairs: Sequence[Sequence[str]], across: int = 2) -> None:
        """Labels with their values, so many pairs in a line, on sunken ground."""
        count = -(-len(pairs) // across)
        table = self._table(count, across * 2, [0.14, 0.36] * across)
        for place, (label, value) in enumerate([*pairs, *[("", "")] * (count * across - len(pairs))]):
            cells = table.rows[place // across].cells
            self._cell(cells[place % across * 2], label, color=INK_2)
            self._cell(cells[place % across * 2 + 1], value)
        for row in table.rows:
            for cell in row.cells:
                cell._tc.get_or_add_tcPr().append(_shading(SUNKEN))
        self.text("", after=0)

    def picture(self, png: bytes, centimetres: float) -> None:
        """A square picture at the start of a line."""
        paragraph = self.document.add_paragraph()
        self._turn(paragraph)
        paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(centimetres))

    def header(self, text: str) -> None:
        """The line at the head of every page."""
        paragraph = self.document.sections[0].header.paragraphs[0]
        self._filled(paragraph, text, size=8.5, color=INK_2)
        _put_borders(paragraph._p.get_or_add_pPr(), "w:pBdr", {"bottom": (4, HAIR)})
        _order(paragraph._p.get_or_add_pPr())

    def footer(self, words: str, mark: str = "") -> None:
        """Words with ``{page}`` and ``{pages}`` at the foot of every page, and a mark beside them."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        self._turn(paragraph)
        before, _page, rest = words.partition("{page}")
        between, _pages, after = rest.partition("{pages}")
        self._run(paragraph, f"{mark} · {before}" if mark else before, size=8.5, color=INK_2)
        for name, follows in zip(_PAGE, (between, after), strict=True):
            self._counted(paragraph, name)
            self._run(paragraph, follows, size=8.5, color=INK_2)

    def save(self) -> bytes:
        """The document; the same content gives the same bytes."""
        made, fixed = io.BytesIO(), io.BytesIO()
        self.document.save(made)
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                info = zipfile.ZipInfo(name, ZIP_TIME)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                target.writestr(info, source.read(name))
        return fixed.getvalue()

    def _style_all(self, _at: datetime) -> None:
        """The letters of every style, for both kinds of script, since Word keeps them apart."""
        sizes = {"Normal": FALLBACK_SIZE, "Heading 1": 18.0, "Heading 2": 12.5, "Heading 3": 10.5}
        for name, size in sizes.items():
            style: Any = self.document.styles[name]
            style.font.name, style.font.size, style.font.bold = FONT, Pt(size), name != "Normal"
            style.font.color.rgb = RGBColor(0x1D, 0x1C, 0x19)
            properties = style.element.get_or_add_rPr()
            fonts = properties.find(qn("w:rFonts"))
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{kind}"), FONT)
            _put_size_cs(properties, size)
            _put_language(properties, self.rtl)
            if self.rtl:
                _flag(properties, "w:rtl")
            style.paragraph_format.line_spacing = 1.25
            style.paragraph_format.space_before = Pt({"Heading 2": 16, "Heading 3": 11}.get(name, 0))
            style.paragraph_format.space_after = Pt(5)

    def _table(self, rows: int, columns: int, widths: Sequence[float]) -> Table:
        table: Table = self.document.add_table(rows, columns)
        table.autofit = False
        table.alignment = WD_TABLE_ALIGNMENT.RIGHT if self.rtl else WD_TABLE_ALIGNMENT.LEFT
        if self.rtl:
            # With it the first column stands at the right; it has its place early in the table's properties.
            table._tbl.tblPr.insert(1, OxmlElement("w:bidiVisual"))
        whole = sum(widths)
        for column, share in zip(table.columns, widths, strict=True):
            width = Emu(int(self.width * share / whole))
            column.width = width
            for cell in column.cells:
                cell.width = width
        return table

    def _cell(self, cell: Any, text: str, *, bold: bool = False, color: RGBColor | None = None) -> None:
        paragraph = cell.paragraphs[0]
        self._at_start(paragraph, text, size=9, bold=bold, color=color)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)

    def _filled(self, paragraph: Paragraph, text: str, **look: Any) -> None:
        """A text in its own direction: its first letter says which way it runs. A foreign sentence within a Persian
        paper keeps its place at the right, but its full stop at its own end."""
        rtl = _begins_in(_PERSIAN, text) if not self.rtl else True
        if self.rtl and _begins_in(_LATIN, text):
            text = f"{text}\u200e"
        self._turn(paragraph, rtl)
        self._run(paragraph, text, rtl=rtl, **look)

    def _at_start(self, paragraph: Paragraph, text: str, **look: Any) -> None:
        """A heading or a cell stands where the paper begins, whatever its own direction: in a paragraph that runs from
        the right «right» means its end."""
        self._filled(paragraph, text, **look)
        if not self.rtl and _begins_in(_PERSIAN, text):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _turn(self, paragraph: Paragraph, rtl: bool | None = None) -> None:
        """Right to left: the paragraph's own direction; «left» then means the side on which it begins."""
        if self.rtl if rtl is None else rtl:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(OxmlElement("w:bidi"))
            _order(properties)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT

    def _run(
        self,
        paragraph: Paragraph,
        text: str,
        *,
        size: float | None = None,
        bold: bool = False,
        color: RGBColor | None = None,
        rtl: bool | None = None,
    ) -> Run:
        run = paragraph.add_run(text)
        properties = run._r.get_or_add_rPr()
        if bold:
            run.bold = True
            run.font.cs_bold = True
        if color is not None:
            run.font.color.rgb = color
        if size is not None:
            run.font.size = Pt(size)
            _put_size_cs(properties, size)
        run.font.rtl = self.rtl if rtl is None else rtl
        return run

    def _counted(self, paragraph: Paragraph, field: str) -> None:
        """A field that Word counts; its digits follow the language of the run."""
        for kind, content in (("begin", ""), ("", field), ("end", "")):
            run = self._run(paragraph, "", size=8.5, color=INK_2)
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = content
            run._r.append(mark)


def _begins_in(script: re.Pattern[str], text: str) -> bool:
    first = _LETTER.search(text)
    return first is not None and script.match(first[0]) is not None


def _put_size_cs(properties: Any, size: float) -> None:
    element = properties.find(qn("w:szCs"))
    if element is None:
        element = OxmlElement("w:szCs")
        place = properties.find(qn("w:sz"))
        place.addnext(element)
    element.set(qn("w:val"), str(round(size * 2)))


def _put_language(properties: Any, rtl: bool) -> None:
    """The language of both kinds of script: programs take hyphens, digits and spelling from it."""
    element = properties.find(qn("w:lang"))
    if element is None:
        element = OxmlElement("w:lang")
        properties.append(element)
    element.set(qn("w:val"), "en-GB")
    element.set(qn("w:bidi"), "fa-IR" if rtl else "ar-SA")


def _shading(color: str) -> Any:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", color)):
        element.set(qn(f"w:{name}"), value)
    return element


def _put_borders(properties: Any, kind: str, sides: dict[str, tuple[int, str]]) -> None:
    borders = OxmlElement(kind)
    for side, (eighths, color) in sides.items():
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "4"), ("color", color)):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties.append(borders)


def _flag(properties: Any, name: str) -> None:
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


# The order that the standard asks of a paragraph's properties; python-docx puts its own in their places, ours it does
# not know.
_PLACES = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs", "bidi",
           "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr", "sectPr")  # fmt: skip


def _order(properties: Any) -> None:
    place = {qn(f"w:{name}"): number for number, name in enumerate(_PLACES)}
    properties[:] = sorted(properties, key=lambda element: place.get(element.tag, len(place)))
