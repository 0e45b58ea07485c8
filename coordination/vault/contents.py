"""What may be uploaded: each kind is checked by name and bytes, and pictures are drawn anew without their EXIF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message

MAX_BYTES = 10 * 1024 * 1024
MAX_UNPACKED_BYTES = 60 * 1024 * 1024
MAX_PARTS = 2000
MAX_PIXELS = 40_000_000
READ_BYTES = 64 * 1024
# The limit above is checked here, before a pixel is unpacked; Pillow's own only warns.
Image.MAX_IMAGE_PIXELS = None
JPEG_QUALITY = 88

# Parts of office files that carry programs or other files inside them.
ACTIVE_PARTS = ("vbaproject", "vbadata", "/activex/", "/embeddings/", "macrosheets/")
# Active parts of a PDF; the check is a fence before a careless reader, since files are never opened on the server.
ACTIVE_PDF = (b"/JavaScript", b"/Launch", b"/EmbeddedFile")

KINDS_ADVICE = N_("These kinds can be attached: PDF, JPEG, PNG, WebP, DOCX, XLSX and TXT.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: its extensions, the media type it is given out with, and the check that may rewrite it."""

    extensions: tuple[str, ...]
    media_type: str
    check: Callable[[bytes], bytes]


def accepted(content: bytes, filename: str) -> tuple[bytes, str]:
    """The bytes to keep and their media type. Raises Invalid saying what does not fit and what would help."""
    if not content:
        raise Invalid(N_("The file was not attached, because it is empty."), advice=N_("Choose the file again."))
    if len(content) > MAX_BYTES:
        raise too_large()
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    kind = _BY_EXTENSION.get(extension)
    if kind is None:
        raise Invalid(
            Message(
                N_("The file was not attached, because files of the kind “%(kind)s” are not taken."), kind=extension
            )
            if extension
            else N_("The file was not attached, because its name does not end in a kind of file."),
            advice=KINDS_ADVICE,
        )
    checked = kind.check(content)
    if len(checked) > MAX_BYTES:
        raise too_large()
    return checked, kind.media_type


def too_large() -> Invalid:
    """The refusal of a file above the limit."""
    return Invalid(
        Message(N_("The file was not attached, because it is larger than %(limit)s MB."), limit=MAX_BYTES // 1024**2),
        advice=N_("Make the file smaller, or divide it."),
    )


def _other_than_named() -> Invalid:
    return Invalid(
        N_("The file was not attached, because its content is not what its name says, or it is damaged."),
        advice=N_("Open the file, save it again in the kind you want and attach that."),
    )


def _active() -> Invalid:
    return Invalid(
        N_("The file was not attached, because it holds a program, a macro or another file."),
        advice=N_("Save it without macros and embedded files, or print it to a plain PDF."),
    )


def _pdf(content: bytes) -> bytes:
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise _other_than_named()
    if any(mark in content for mark in ACTIVE_PDF):
        raise _active()
    return content


def _picture(format_name: str) -> Callable[[bytes], bytes]:
    def check(content: bytes) -> bytes:
        try:
            with Image.open(io.BytesIO(content), formats=[format_name]) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise _too_many_pixels()
                return _drawn_anew(picture, format_name)
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
            raise _other_than_named() from error

    return check


def _too_many_pixels() -> Invalid:
    return Invalid(
        Message(
            N_("The picture was not attached, because it has more than %(limit)s million pixels."),
            limit=MAX_PIXELS // 1_000_000,
        ),
        advice=N_("Make the picture smaller and attach it again."),
    )


def _drawn_anew(picture: Image.Image, format_name: str) -> bytes:
    """The picture upright, its pixels alone: place, time and device, which cameras write into it, stay behind."""
    upright = ImageOps.exif_transpose(picture)
    mode = "RGB" if format_name == "JPEG" else ("RGBA" if upright.has_transparency_data else "RGB")
    bare = Image.new(mode, upright.size)
    bare.paste(upright.convert(mode))
    out = io.BytesIO()
    if format_name == "PNG":
        bare.save(out, "PNG", optimize=False)
    else:
        bare.save(out, format_name, quality=JPEG_QUALITY)
    return out.getvalue()


def _office(main_part: str) -> Callable[[bytes], bytes]:
    def check(content: bytes) -> bytes:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                _check_package(package, main_part)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
            raise _other_than_named() from error
        return content

    return check


def _check_package(package: zipfile.ZipFile, main_part: str) -> None:
    names = [info.filename for info in package.infolist()]
    if main_part not in names or "[Content_Types].xml" not in names:
        raise _other_than_named()
    if any(mark in f"/{name.lower()}" for name in names for mark in ACTIVE_PARTS):
        raise _active()
    left = MAX_UNPACKED_BYTES
    if len(names) > MAX_PARTS:
        raise _unpacks_too_large()
    for info in package.infolist():
        # Sizes in the directory can lie, so the parts are unpacked and counted.
        with package.open(info) as part:
            while piece := part.read(READ_BYTES):
                left -= len(piece)
                if left < 0:
                    raise _unpacks_too_large()
    if b"macroenabled" in package.read("[Content_Types].xml").lower():
        raise _active()


def _unpacks_too_large() -> Invalid:
    return Invalid(
        N_("The file was not attached, because it becomes too large when it is opened."),
        advice=N_("Make the file smaller, or divide it."),
    )


def _text(content: bytes) -> bytes:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(
            N_("The file was not attached, because its text is not in UTF-8."),
            advice=N_("Save the text as UTF-8 and attach it again."),
        ) from error
    if any(ord(letter) < 32 and letter not in "\t\r\n\f" for letter in text):
        raise _other_than_named()
    return content


KINDS = (
    Kind(("pdf",), "application/pdf", _pdf),
    Kind(("jpg", "jpeg"), "image/jpeg", _picture("JPEG")),
    Kind(("png",), "image/png", _picture("PNG")),
    Kind(("webp",), "image/webp", _picture("WEBP")),
    Kind(
        ("docx",),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        _office("word/document.xml"),
    ),
    Kind(("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _office("xl/workbook.xml")),
    Kind(("txt",), "text/plain", _text),
)
_BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
