"""Mails: written with the change, sent once in effect over SMTP, or put as files under ``var/mail``.

A mail is claimed by a committed change of its state before it leaves and marked after. A process that dies in between
leaves the claim, and the mail is sent again. As a file the second writes the same bytes over the first. Over SMTP no
sender can know whether the server took a message whose answer was lost; there both copies bear the same Message-ID,
by which receiving systems drop the second.
"""

from __future__ import annotations

import os
import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from sqlalchemy import and_, column, or_, select, table, update

from coordination.kernel.clock import now
from coordination.kernel.db import db, new_public_id, writing
from coordination.outbox import outbox
from coordination.outbox.events import Event, NotYet, emit, on_alone
from coordination.outbox.models import Mail, MailState
from coordination.vault.seal import INSTALLATION, place, seal_json, unseal_json

EVENT = "mail.send"
BODY_PLACE = "mail.body_sealed"
# A claim older than this belongs to a process that died; longer than a slow server is given.
CLAIM = timedelta(seconds=20)
SMTP_SECONDS = 5
RIGHT_TO_LEFT = frozenset({"fa"})
CALENDAR_NAME = {"REQUEST": "invitation.ics", "CANCEL": "cancelled.ics"}

# The columns of a person that a mail needs; the person's model belongs to a feature, and features stand above.
_person = table("person", column("id"), column("name"), column("email"))
_LINK = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class Claimed:
    """A mail that this process alone may send now."""

    public_id: str
    name: str
    address: str
    language: str
    created_at: datetime
    subject: str
    text: str
    html: str | None
    calendar: str | None = None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody without an account, to whom a mail goes by address."""

    name: str
    address: str


def queue_mail(
    to: int | Guest,
    *,
    language: str,
    subject: str,
    text: str,
    html: str | None = None,
    calendar: bytes | None = None,
    method: str = "REQUEST",
) -> Mail:
    """Add a mail to a person (by number) or a guest, and the event that sends it, to the transaction of ``db.session``.

    ``text`` is plain; without ``html`` the second part is made from it. ``calendar`` is a file of RFC 5545 whose METHOD
    is ``method``; it goes along as a part that mail programs answer to, and as an attachment. None may hold a client's
    name.
    """
    public_id = new_public_id()
    body: dict[str, Any] = {"subject": subject, "text": text, "html": html}
    if calendar is not None:
        body |= {"calendar": calendar.decode(), "method": method}
    if isinstance(to, Guest):
        body |= {"name": to.name, "address": to.address}
    sealed = seal_json(INSTALLATION, body, place(BODY_PLACE, public_id))
    to_person_id = None if isinstance(to, Guest) else to
    mail = Mail(public_id=public_id, to_person_id=to_person_id, language=language, body_sealed=sealed)
    db.session.add(mail)
    emit(EVENT, mail=public_id)
    return mail


@on_alone(EVENT)
def send(event: Event) -> None:
    """Send the mail that the event names, unless it has left. Raises NotYet while another process holds it."""
    public_id = str(event.payload["mail"])
    claimed = _claim(public_id)
    if claimed is None:
        return
    try:
        _hand_over(message_of(claimed))
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        if _permanent(refused):
            _mark(public_id, state=MailState.FAILED, last_error=type(refused).__name__, body_sealed=None)
            return
        _mark(public_id, state=MailState.READY, claimed_at=None, last_error=type(refused).__name__)
        raise
    except (OSError, smtplib.SMTPException) as error:
        _mark(public_id, state=MailState.READY, claimed_at=None, last_error=type(error).__name__)
        raise
    _mark(public_id, state=MailState.SENT, sent_at=now(), last_error=None, body_sealed=None)


def message_of(mail: Claimed) -> EmailMessage:
    """The mail as it leaves: text, the same as HTML in the direction of its language, and a calendar file if any."""
    settings = outbox()
    domain = settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = Address(display_name=_one_line(mail.name), addr_spec=mail.address)
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.public_id}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = mail.language
    message.set_content(mail.text, cte="base64")
    message.add_alternative(mail.html or html_of(mail.text, mail.language), subtype="html", cte="base64")
    # A boundary of its own would make each sending differ from the last.
    message.set_boundary(f"=={mail.public_id}==")
    if mail.calendar is not None:
        message.add_alternative(
            mail.calendar, subtype="calendar", cte="base64", params={"method": mail.method, "component": "VEVENT"}
        )
        message.add_attachment(
            mail.calendar.encode(), maintype="application", subtype="ics", filename=CALENDAR_NAME[mail.method]
        )
        message.set_boundary(f"=={mail.public_id}=all==")
    return message


def html_of(text: str, language: str) -> str:
    """Plain text as HTML: paragraphs at empty lines, links where addresses stand, nothing else."""
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    body = "\n".join(f"<p>{_with_links(part)}</p>" for part in paragraphs if part)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}" dir="{direction}"><head><meta charset="utf-8"></head>'
        f'<body dir="{direction}">\n{body}\n</body></html>\n'
    )


def _with_links(text: str) -> str:
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        address = escape(found.group())
        pieces += [escape(text[end : found.start()]), f'<a href="{address}" dir="ltr">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])]).replace("\n", "<br>\n")


def _claim(public_id: str) -> Claimed | None:
    """Commit the claim and give what to send; None if it has left or failed for good. Raises NotYet."""
    at = now()
    free = or_(
        Mail.state == MailState.READY.value,
        and_(Mail.state == MailState.SENDING.value, Mail.claimed_at <= at - CLAIM),
    )
    with writing():
        done: Any = db.session.execute(
            update(Mail)
            .where(Mail.public_id == public_id, free)
            .values(state=MailState.SENDING.value, claimed_at=at)
            .execution_options(synchronize_session=False)
        )
        mail = db.session.execute(
            select(Mail.state, Mail.claimed_at, Mail.language, Mail.created_at, Mail.body_sealed, _person)
            .outerjoin(_person, _person.c.id == Mail.to_person_id)
            .where(Mail.public_id == public_id)
        ).one_or_none()
        db.session.commit()
    if mail is None:
        return None
    if not done.rowcount:
        if mail.state == MailState.SENDING.value:
            raise NotYet(mail.claimed_at + CLAIM)
        return None
    body = unseal_json(INSTALLATION, mail.body_sealed, place(BODY_PLACE, public_id))
    to = {"name": mail.name, "address": mail.email}
    return Claimed(public_id=public_id, language=mail.language, created_at=mail.created_at, **to | body)


def _mark(public_id: str, **change: Any) -> None:
    with writing():
        db.session.execute(
            update(Mail).where(Mail.public_id == public_id).values(change).execution_options(synchronize_session=False)
        )
        db.session.commit()


def _hand_over(message: EmailMessage) -> None:
    settings = outbox()
    if settings.mail_url == "file":
        _write(settings.mail_dir, message)
    else:
        _send_by_smtp(settings.mail_url, message)


def _write(folder: Path, message: EmailMessage) -> None:
    """One file a mail, named by it and renamed into place: writing it again changes nothing."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    public_id = str(message["Message-ID"])[1:].partition("@")[0]
    unfinished = folder / f".{public_id}.{os.getpid()}"
    unfinished.write_bytes(message.as_bytes())
    unfinished.replace(folder / f"{public_id}.eml")


def _send_by_smtp(url: str, message: EmailMessage) -> None:
    """``smtp://user:password@host:587?tls=1``: tls=1 asks for STARTTLS, tls=2 speaks TLS from the first byte."""
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", ["0"])[0]
    host = parts.hostname or "localhost"
    if tls == "2":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=SMTP_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SMTP_SECONDS)
    try:
        if tls == "1":
            server.starttls(context=ssl.create_default_context())
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
        # The mail is taken; how the server says goodbye changes nothing about that.
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
    finally:
        server.close()


def _permanent(error: smtplib.SMTPException) -> bool:
    """A server's answer from 500 on is its last word."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _one_line(text: str) -> str:
    return " ".join(text.split())
