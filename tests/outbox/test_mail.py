"""Mails: what they look like, and that each leaves once in effect."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.clock import now as right_now
from coordination.kernel.db import db, writing
from coordination.outbox import mail as mails
from coordination.outbox import outbox, relay
from coordination.outbox.models import Mail, MailState, OutboxEvent

TEXT = "ارجاع R-1405-2731 پذیرفته شد.\n\nصفحه آن: https://example.org/r/abc?x=1&y=2\n<b>این متن است</b>"


def queued(session: Session, person: Person, language: str = "fa") -> str:
    with writing():
        public_id = mails.queue_mail(person.id, language=language, subject="ارجاع پذیرفته شد", text=TEXT).public_id
        session.commit()
    return public_id


def files() -> list[Path]:
    return sorted(outbox().mail_dir.glob("*"))


def parsed(path: Path) -> EmailMessage:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def row(session: Session) -> Mail:
    session.rollback()
    return session.scalars(select(Mail).execution_options(populate_existing=True)).one()


@pytest.mark.both
def test_a_queued_mail_becomes_one_file(session: Session, person: Person) -> None:
    public_id = queued(session, person)
    relay.step()
    assert [path.name for path in files()] == [f"{public_id}.eml"]
    assert row(session).state == MailState.SENT


def test_a_mail_says_the_same_in_text_and_in_html_from_right_to_left(session: Session, person: Person) -> None:
    queued(session, person)
    relay.step()
    message = parsed(files()[0])
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip().replace("\r\n", "\n") == TEXT
    assert 'dir="rtl"' in html.get_content()
    assert "&lt;b&gt;این متن است&lt;/b&gt;" in html.get_content()
    assert '<a href="https://example.org/r/abc?x=1&amp;y=2" dir="ltr">' in html.get_content()


def test_an_english_mail_runs_from_left_to_right(session: Session, person: Person) -> None:
    queued(session, person, "en")
    relay.step()
    html = parsed(files()[0]).get_body(("html",))
    assert html is not None
    assert 'dir="rtl"' not in html.get_content()


def test_a_mail_is_addressed_and_says_that_a_program_wrote_it(session: Session, person: Person) -> None:
    public_id = queued(session, person)
    relay.step()
    message = parsed(files()[0])
    assert (message["To"], message["Subject"]) == ("نسرین آزمون <nasrin@example.org>", "ارجاع پذیرفته شد")
    assert (message["Message-ID"], message["Auto-Submitted"]) == (f"<{public_id}@localhost>", "auto-generated")


def test_the_text_lies_sealed_until_it_leaves_and_not_at_all_after(session: Session, person: Person) -> None:
    queued(session, person)
    waiting = row(session).body_sealed
    relay.step()
    assert waiting is not None
    assert b"2731" not in waiting
    assert row(session).body_sealed is None


def test_a_mail_repeated_after_a_crash_writes_the_same_bytes_over_the_first(
    session: Session, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued(session, person)
    with monkeypatch.context() as patched:
        patched.setattr(mails, "_mark", lambda *_args, **_kw: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            relay.step()
    session.rollback()
    first = files()[0].read_bytes()
    with clock.at(right_now() + timedelta(seconds=30)):
        relay.step()
    assert ([path.read_bytes() for path in files()], row(session).state) == ([first], MailState.SENT)


def test_a_mail_claimed_a_moment_ago_is_left_to_its_sender(session: Session, person: Person) -> None:
    queued(session, person)
    session.execute(Mail.__table__.update().values(state="sending", claimed_at=right_now()))
    session.commit()
    relay.step()
    assert files() == []
    event = session.scalars(select(OutboxEvent)).one()
    assert (event.done_at, event.attempts) == (None, 0)


def test_a_mail_never_sent_is_not_queued_by_a_change_rolled_back(session: Session, person: Person) -> None:
    mails.queue_mail(person.id, language="fa", subject="x", text="y")
    session.rollback()
    relay.step()
    assert files() == []


class SmtpSession(socketserver.StreamRequestHandler):
    """The least that an SMTP server says; `answers` of the server changes what it says to a command."""

    def handle(self) -> None:
        server = self.server
        assert isinstance(server, SmtpServer)
        self.say("220 ready")
        for line in iter(self.rfile.readline, b""):
            command = line[:4].upper().decode().strip()
            answer = server.answers.get(command, "354 go on" if command == "DATA" else "250 ok")
            self.say(answer)
            if answer.startswith("354"):
                body = b""
                while not body.endswith(b"\r\n.\r\n"):
                    body += self.rfile.readline()
                server.received.append(body)
                self.say("250 taken")
            if command == "QUIT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class SmtpServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), SmtpSession)
        self.received: list[bytes] = []
        self.answers: dict[str, str] = {}


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    with SmtpServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def by_smtp(make_app: Callable[..., Flask], smtp: SmtpServer) -> Iterator[Session]:
    """A session in an application that sends its mail over SMTP."""
    app = make_app(MAIL_URL=f"smtp://127.0.0.1:{smtp.server_address[1]}", MAIL_FROM="hamahang@example.org")
    with app.app_context():
        yield db.session()


def addressee(session: Session) -> Person:
    with writing():
        somebody = Person(name="نسرین آزمون", email="nasrin@example.org", created_at=right_now())
        session.add(somebody)
        session.commit()
    return somebody


def test_a_mail_leaves_over_smtp(by_smtp: Session, smtp: SmtpServer) -> None:
    public_id = queued(by_smtp, addressee(by_smtp))
    relay.step()
    assert [f"<{public_id}@example.org>".encode() in body for body in smtp.received] == [True]


def test_a_mail_the_server_refuses_for_good_is_given_up(by_smtp: Session, smtp: SmtpServer) -> None:
    smtp.answers["RCPT"] = "550 nobody here"
    queued(by_smtp, addressee(by_smtp))
    relay.step()
    mail = row(by_smtp)
    assert (mail.state, mail.last_error, mail.body_sealed) == (MailState.FAILED, "SMTPRecipientsRefused", None)


def test_a_mail_the_server_cannot_take_now_is_sent_later(by_smtp: Session, smtp: SmtpServer) -> None:
    smtp.answers["RCPT"] = "451 later"
    queued(by_smtp, addressee(by_smtp))
    relay.step()
    assert row(by_smtp).state == MailState.READY
    smtp.answers.clear()
    with clock.at(right_now() + timedelta(seconds=10)):
        relay.step()
    assert (row(by_smtp).state, len(smtp.received)) == (MailState.SENT, 1)


def test_a_mail_waits_while_no_server_answers(by_smtp: Session, smtp: SmtpServer) -> None:
    smtp.shutdown()
    smtp.server_close()
    queued(by_smtp, addressee(by_smtp))
    relay.step()
    assert (row(by_smtp).state, row(by_smtp).last_error) == (MailState.READY, "ConnectionRefusedError")


CALENDAR = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nX-WR-CALNAME:جلسه\r\nEND:VCALENDAR\r\n".encode()


def with_calendar(session: Session, to: int | mails.Guest) -> str:
    with writing():
        public_id = mails.queue_mail(to, language="fa", subject="دعوت", text=TEXT, calendar=CALENDAR).public_id
        session.commit()
    return public_id


def test_a_calendar_file_goes_along_as_a_part_and_as_an_attachment(session: Session, person: Person) -> None:
    with_calendar(session, person.id)
    relay.step()
    parts = [part for part in parsed(files()[0]).walk() if not part.is_multipart()]
    kinds = [part.get_content_type() for part in parts]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]
    assert parts[2].get_param("method") == "REQUEST"
    assert parts[3].get_filename() == "invitation.ics"
    assert [part.get_payload(decode=True) for part in parts[2:]] == [CALENDAR, CALENDAR]


def test_a_mail_with_a_calendar_file_is_the_same_bytes_when_repeated(
    session: Session, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_calendar(session, person.id)
    with monkeypatch.context() as patched:
        patched.setattr(mails, "_mark", lambda *_args, **_kw: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            relay.step()
    session.rollback()
    first = files()[0].read_bytes()
    with clock.at(right_now() + timedelta(seconds=30)):
        relay.step()
    assert ([path.read_bytes() for path in files()], row(session).state) == ([first], MailState.SENT)


@pytest.mark.both
def test_a_guests_mail_goes_to_the_address_which_lies_sealed(session: Session) -> None:
    with_calendar(session, mails.Guest("مهمان نمونه", "guest@example.org"))
    waiting = row(session).body_sealed
    relay.step()
    assert waiting is not None
    assert b"guest@example.org" not in waiting
    assert parsed(files()[0])["To"] == "مهمان نمونه <guest@example.org>"
    assert (row(session).state, row(session).to_person_id) == (MailState.SENT, None)
