"""Uploads: what is taken, what is refused and in which words, and how it lies on disk."""

from __future__ import annotations

import io
import os
import time
import zipfile
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from coordination.kernel.clock import now
from coordination.kernel.errors import Invalid
from coordination.vault import contents, vault
from coordination.vault.files import attach, clean_name, name_of, open_bytes, path_of, store, sweep
from coordination.vault.models import OwnerKind
from coordination.vault.seal import Tampered

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(format_name: str = "JPEG", size: tuple[int, int] = (40, 20), exif: bool = False) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "navy")
    if exif:
        tags = Image.Exif()
        tags[0x0112] = 6  # the camera was turned
        tags[0x010F] = "Camera of Sara"
        image.save(out, format_name, exif=tags)
    else:
        image.save(out, format_name)
    return out.getvalue()


def package(main: str = "word/document.xml", *more: tuple[str, bytes], types: bytes = b"<Types/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", types)
        made.writestr(main, b"<document/>")
        for name, content in more:
            made.writestr(name, content)
    return out.getvalue()


GOOD = {
    "scan.pdf": PDF,
    "photo.jpg": picture(),
    "photo.JPEG": picture(),
    "photo.png": picture("PNG"),
    "photo.webp": picture("WEBP"),
    "letter.docx": package(),
    "list.xlsx": package("xl/workbook.xml"),
    "note.txt": "یادداشت".encode(),
}
BAD = {
    "kind not taken": ("run.exe", b"MZ"),
    "no kind": ("letter", PDF),
    "empty": ("scan.pdf", b""),
    "too large": ("scan.pdf", PDF + b" " * contents.MAX_BYTES),
    "other content than named": ("photo.jpg", PDF),
    "picture of another kind": ("photo.png", picture("JPEG")),
    "cut-off picture": ("photo.jpg", picture(size=(400, 400))[:400]),
    "too many pixels": ("photo.png", picture("PNG", (7000, 6000))),
    "pdf with a program": ("scan.pdf", PDF.replace(b"<<>>", b"<</JavaScript (x)>>", 1)),
    "pdf in a costume": ("scan.pdf", b"MZ" + PDF),
    "no office file": ("letter.docx", b"PK\3\4nothing"),
    "sheet named as letter": ("letter.docx", package("xl/workbook.xml")),
    "macro": ("letter.docx", package("word/document.xml", ("word/vbaProject.bin", b"x"))),
    "macro by type": ("letter.docx", package(types=b"<Types ContentType='ms-word.document.macroEnabled.main'/>")),
    "file in a file": ("letter.docx", package("word/document.xml", ("word/embeddings/a.bin", b"x"))),
    "bomb": ("letter.docx", package("word/document.xml", ("word/media/a", bytes(contents.MAX_UNPACKED_BYTES)))),
    "text not in UTF-8": ("note.txt", "سلام".encode("cp1256")),
    "program named text": ("note.txt", b"\x00\x01\x02"),
}


@pytest.fixture
def key_id(session: Session) -> str:
    return vault().keys.new_key()


@pytest.mark.parametrize("name", GOOD)
def test_taken(name: str, key_id: str) -> None:
    assert store(io.BytesIO(GOOD[name]), name, key_id).size > 0


@pytest.mark.parametrize("reason", BAD)
def test_refused_with_words_that_help(reason: str, key_id: str) -> None:
    name, content = BAD[reason]
    with pytest.raises(Invalid) as refused:
        store(io.BytesIO(content), name, key_id)
    assert refused.value.advice


def test_a_refused_file_leaves_nothing_on_disk(key_id: str) -> None:
    with pytest.raises(Invalid):
        store(io.BytesIO(b"MZ"), "run.exe", key_id)
    assert not list(vault().files_dir.glob("*/*"))


def test_what_was_stored_is_given_back(key_id: str) -> None:
    stored = store(io.BytesIO(PDF), "اسکن حکم.pdf", key_id)
    attachment = attach(stored, OwnerKind.CASE, 1, by_id=1)
    assert (open_bytes(attachment), name_of(attachment)) == (PDF, "اسکن حکم.pdf")


def test_neither_content_nor_name_is_readable_on_disk(key_id: str) -> None:
    stored = store(io.BytesIO(GOOD["note.txt"]), "سارا.txt", key_id)
    path = path_of(stored.stored_name)
    assert GOOD["note.txt"] not in path.read_bytes()
    assert "سارا" not in str(path)


def test_only_the_owner_reads_the_file(key_id: str) -> None:
    path = path_of(store(io.BytesIO(PDF), "scan.pdf", key_id).stored_name)
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_changed_on_disk_is_not_given_out(key_id: str) -> None:
    attachment = attach(store(io.BytesIO(PDF), "scan.pdf", key_id), OwnerKind.CASE, 1, by_id=1)
    path = path_of(attachment.stored_name)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(Tampered):
        open_bytes(attachment)


@pytest.mark.parametrize("format_name", ["JPEG", "PNG", "WEBP"])
def test_a_picture_loses_its_exif_and_stands_upright(format_name: str, key_id: str) -> None:
    extension = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[format_name]
    stored = store(io.BytesIO(picture(format_name, (40, 20), exif=True)), f"photo.{extension}", key_id)
    content = open_bytes(attach(stored, OwnerKind.CASE, 1, by_id=1))
    with Image.open(io.BytesIO(content)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((20, 40), {})
    assert b"Sara" not in content


def test_a_picture_keeps_its_transparency(key_id: str) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    stored = store(io.BytesIO(out.getvalue()), "stamp.png", key_id)
    with Image.open(io.BytesIO(open_bytes(attach(stored, OwnerKind.CASE, 1, by_id=1)))) as kept:
        assert kept.getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\me\\نامه.pdf", "نامه.pdf"),
        ("gpj.‮exe.txt", "gpj.exe.txt"),
        ("صورت‌جلسه.pdf", "صورت‌جلسه.pdf"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("ا" * 300 + ".pdf", "ا" * 116 + ".pdf"),
    ],
)
def test_names_are_cleaned(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "a" * 31, "a" * 32 + "\n"])
def test_only_names_of_its_own_making_become_paths(name: str, session: Session) -> None:
    with pytest.raises(ValueError):
        path_of(name)


def test_the_sweep_takes_old_files_without_a_row_and_no_others(key_id: str, session: Session) -> None:
    kept, orphan, fresh = (store(io.BytesIO(PDF), "scan.pdf", key_id) for _ in range(3))
    session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    attach(kept, OwnerKind.CASE, 1, by_id=1)
    session.flush()
    two_days_ago = time.time() - 2 * 86400
    for stored in (kept, orphan):
        os.utime(path_of(stored.stored_name), (two_days_ago, two_days_ago))
    assert sweep(now() - timedelta(days=1)) == 1
    assert [path_of(stored.stored_name).exists() for stored in (kept, orphan, fresh)] == [True, False, True]
