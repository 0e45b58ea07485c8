"""The one paper of the demo world: a page that stands for the scan of a court's order."""

from __future__ import annotations

from io import BytesIO

_WORDS = b"BT /F1 14 Tf 60 500 Td (Sample of a court order, demo world only) Tj ET"
_OBJECTS = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(_WORDS), _WORDS),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
)


def order_scan() -> BytesIO:
    """A PDF of one page, with its table of places."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(_OBJECTS, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return BytesIO(bytes(out))
