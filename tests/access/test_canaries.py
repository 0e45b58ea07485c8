"""A child's name, numbers and texts stand nowhere but on the pages of those who may read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.archive.writing import write_archive
from coordination.audit.verify import anchor
from coordination.backup.archive import unpack
from coordination.backup.taking import take_data, take_keys
from coordination.cases import queries as cases
from coordination.cases.commands.case import open_case
from coordination.cases.commands.consent import record_consent
from coordination.cases.commands.files import attach_file
from coordination.cases.commands.people import add_relative
from coordination.cases.details import Details, Identity, Legal, Relative, SchoolWork, Terms, Triage
from coordination.cases.models import BasisKind, Case, Consent, FieldGroup, HowGiven, IdentityKind, Kin, Risk, Sex
from coordination.circulars import commands as circulars
from coordination.data_calls import commands as sheets
from coordination.directory.models import Agency, CentreKind
from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Invalid
from coordination.lang.zone import local_date
from coordination.outbox.delivery import deliver
from coordination.outbox.models import OutboxEvent
from coordination.outcomes import commands as outcomes
from coordination.outcomes.models import Outcome, OutcomeKind
from coordination.points import commands as points
from coordination.referrals import commands, queries
from coordination.referrals.content import Asked, Content, NeedResult
from coordination.referrals.models import Priority, Referral, Result, Route, Service
from coordination.reports import commands as reports
from coordination.reports.models import Section
from tests.access.canaries import IDENTITY, NUMBERS, TEXTS, files_of, found_in, redis_of, shows
from tests.issuing import add_call, add_point, add_report, add_round, add_sheet, of_agency
from tests.world import World, acting, add_centre, build_world, get, sign_in

GROUPS = (FieldGroup.IDENTITY, FieldGroup.FAMILY, FieldGroup.HEALTH, FieldGroup.SCHOOL_WORK, FieldGroup.LEGAL)
# Where a search in bytes must find something, or it would find nothing anywhere.
IN_CLEAR = "کارگروه‌آبگینه"


@dataclass(slots=True)
class Planted:
    """An application with a child whose every field is a canary, and a referral of it."""

    app: Flask
    world: World
    redis_url: str
    case: str
    referral: str

    @property
    def url(self) -> str:
        return f"/referrals/{self.referral}"

    def act(self, who: str, step: Callable[[Actor, Referral], object]) -> None:
        """One command of a person on the referral, committed."""
        with self.app.app_context(), writing():
            referral = queries.get_referral(self.referral)
            assert referral is not None
            step(acting(getattr(self.world, who)), referral)
            db.session.commit()

    def reading(self, who: str) -> FlaskClient:
        """The browser of a person."""
        client = self.app.test_client()
        sign_in(client, getattr(self.world, who))
        return client

    def deliver(self) -> None:
        """Everything that waits is done: notices, then their mails."""
        with self.app.app_context():
            while ids := db.session.scalars(select(OutboxEvent.id).where(OutboxEvent.done_at.is_(None))).all():
                db.session.rollback()
                assert {deliver(event_id) for event_id in ids} == {True}

    def go_on(self) -> None:
        """The referral's way from its sending to its end, with a text at every step that takes one."""
        today, identity = local_date(now()), "social_work"
        not_met = NeedResult(Result.NOT_MET, TEXTS["why it was not met"])
        recipient, sender, content = "welfare_liaison", "municipality_liaison", io.BytesIO(TEXTS["file"].encode())
        self.act(recipient, lambda a, r: commands.receive(a, r))
        self.act(recipient, lambda a, r: commands.ask(a, r, question=TEXTS["question"]))
        self.act(sender, lambda a, r: commands.answer(a, r, text=TEXTS["answer"]))
        self.act(recipient, lambda a, r: commands.accept(a, r))
        self.act(recipient, lambda a, r: commands.comment(a, r, text=TEXTS["comment"]))
        self.act(recipient, lambda a, r: commands.attach(a, r, stream=content, filename=f"{TEXTS['file name']}.txt"))
        self.act(recipient, lambda a, r: commands.begin(a, r, first_contact_on=today))
        note = TEXTS["note on a service"]
        self.act(recipient, lambda a, r: commands.record_service(a, [r], kind=identity, on=today, note=note))
        self.act(recipient, lambda a, r: commands.record_service(a, [r], kind="education", on=today))
        self.act(recipient, self.void)
        self.act(recipient, self.stay)
        self.act(
            recipient,
            lambda a, r: commands.deliver(a, r, results={"social_work": not_met}, note=TEXTS["note at delivery"]),
        )
        self.act(recipient, self.claim)
        self.act(sender, lambda a, r: commands.confirm(a, r))
        self.act(sender, self.reject)
        self.deliver()

    @staticmethod
    def void(actor: Actor, _referral: Referral) -> None:
        """The service that was written last was a mistake."""
        service = db.session.scalars(select(Service).order_by(Service.id.desc())).first()
        assert service is not None
        commands.void_service(actor, service, reason=TEXTS["why a service counts no more"])

    @staticmethod
    def claim(actor: Actor, referral: Referral) -> None:
        """The recipient claims an outcome, with a paper."""
        outcomes.claim(
            actor,
            referral.case,
            kind=OutcomeKind.RETURN_TO_SCHOOL,
            on=local_date(now()),
            note=TEXTS["note on an outcome"],
            no_evidence=TEXTS["why an outcome has no paper"],
            uploads=[(io.BytesIO(TEXTS["paper of an outcome"].encode()), f"{TEXTS['name of that paper']}.txt")],
            referral=referral,
        )

    @staticmethod
    def reject(actor: Actor, _referral: Referral) -> None:
        """Its verifier finds that it is not so."""
        outcome = db.session.scalars(select(Outcome)).one()
        outcomes.reject(actor, outcome, reason=TEXTS["why an outcome was not so"])

    @staticmethod
    def stay(actor: Actor, referral: Referral) -> None:
        """A stay that ends on the day on which it began."""
        today, (centre,) = local_date(now()), referral.recipient.centres
        by, to = TEXTS["who brought the child"], TEXTS["who took the child"]
        admission = commands.record_admission(actor, referral, centre=centre, on=today, brought_by=by)
        commands.discharge(actor, admission, on=today, to=to)


@pytest.fixture
def planted(make_app: Callable[..., Flask], redis_url: str, now: object, capsys: pytest.CaptureFixture[str]) -> Planted:
    """The referral is sent and its notices are out. What is logged, at the most talkative level, goes to `capsys`."""
    app = make_app(REDIS_URL=redis_url, LOG_LEVEL="DEBUG")
    world = build_world(app)
    with app.app_context(), writing():
        get(Agency, world.welfare).name_fa = IN_CLEAR
        case = plant_case(world)
        db.session.commit()
        referral = plant_referral(world, case)
        db.session.commit()
        made = Planted(app, world, redis_url, case, referral)
    made.act("municipality_liaison", lambda a, r: commands.send(a, r, disclosure_confirmed=True))
    made.deliver()
    return made


def plant_case(world: World) -> str:
    worker = acting(world.municipality_worker)
    details = Details(
        triage=Triage(sex=Sex.GIRL, city="سروستان", risk=Risk.MEDIUM),
        identity=Identity(
            given_name=IDENTITY["given name"],
            family_name=IDENTITY["family name"],
            aliases=IDENTITY["nickname"],
            father_name=IDENTITY["father"],
            identity_kind=IdentityKind.NATIONAL_ID,
            identity_number=NUMBERS["identity number"],
            phone="0" + NUMBERS["phone"],
            safe_contact=IDENTITY["safe contact"],
            address=IDENTITY["address"],
        ),
        school_work=SchoolWork(school_work=IDENTITY["school and work"]),
        legal=Legal(legal=IDENTITY["legal"]),
        family=IDENTITY["family"],
        health=IDENTITY["health"],
    )
    case = open_case(worker, get(Agency, world.municipality), details, worker_id=world.municipality_worker.id)
    relative = Relative(relation=Kin.MOTHER, name=IDENTITY["relative"], note=IDENTITY["note on a relative"])
    add_relative(worker, case, relative)
    attach_file(worker, case, io.BytesIO(TEXTS["file"].encode()), f"{TEXTS['file name']}.txt")
    terms = Terms(
        kind=BasisKind.GUARDIAN_CONSENT,
        how_given=HowGiven.SPOKEN,
        given_on=local_date(now()),
        given_by=IDENTITY["giver of the consent"],
        witness=IDENTITY["witness of the consent"],
        all_recipients=True,
        groups=GROUPS,
    )
    record_consent(worker, case, terms)
    return case.public_id


def plant_referral(world: World, case_id: str) -> str:
    sender, case = acting(world.municipality_liaison), cases.get_case(case_id)
    assert isinstance(case, Case)
    referral = commands.draft(sender, case, recipient=get(Agency, world.welfare))
    content = Content(
        recipient=referral.recipient,
        route=Route.SELF,
        route_data={"how_found": "خودش آمد", "safe_contact": IDENTITY["way to the child"]},
        asked=(Asked("social_work", TEXTS["what is asked"]),),
        priority=Priority.NORMAL,
        risk=Risk.MEDIUM,
        reason=TEXTS["reason"],
        basis=db.session.scalars(select(Consent)).one(),
        field_groups=tuple(group.value for group in GROUPS),
    )
    commands.edit_draft(sender, referral, content=content)
    return referral.public_id


@pytest.mark.both
def test_nothing_that_is_stored_logged_queued_sent_or_saved_holds_one(
    planted: Planted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    planted.go_on()
    config = planted.app.config["HAMAHANG"]
    reader, asker = planted.reading("municipality_worker"), planted.reading("welfare_liaison")
    for client, path in ((reader, f"/cases/{planted.case}"), (asker, planted.url)):
        assert client.get(path).status_code == 200
    for words in (IDENTITY["given name"], NUMBERS["identity number"]):
        reader.get("/search", query_string={"q": words})
        reader.get(f"/nowhere/{words}")
    reader.post(f"{planted.url}/comments", data={"text": TEXTS["comment"], "version": "99"})
    with planted.app.app_context():
        anchor()
        data, keys = take_data(config, tmp_path / "data").path, take_keys(config, tmp_path / "keys").path
        write_archive(config, tmp_path / "archive.zip", tmp_path / "archive.keys", "چهار اسب سفید در باران")
    with zipfile.ZipFile(tmp_path / "archive.zip") as package:
        package.extractall(tmp_path / "archive")
    unpack(data, config.backup_key, "data", tmp_path / "open")
    unpack(keys, config.backup_key, "keys", tmp_path / "open-keys")
    told = capsys.readouterr()

    searched = [
        *files_of(config.var_dir),
        *files_of(tmp_path / "data"),
        *files_of(tmp_path / "keys"),
        *files_of(tmp_path / "open"),
        *files_of(tmp_path / "open-keys"),
        *files_of(tmp_path / "archive"),
        ("archive.keys", (tmp_path / "archive.keys").read_bytes()),
        *redis_of(planted.redis_url),
        ("log", told.err.encode()),
        ("output", told.out.encode()),
    ]
    places = " ".join(name for name, _content in searched)
    kinds = ("keys.db", "anchors.log", ".eml, text/plain", "Redis", ", unpacked", "files/", "outcome.jsonl")
    assert [kind for kind in kinds if kind not in places] == []
    assert '"endpoint": "search.show"' in told.err
    assert sum(IN_CLEAR.encode() in content for name, content in searched) >= 3, "the search finds nothing anywhere"
    assert [(name, found) for name, content in searched if (found := found_in(content))] == []


LISTS = {
    "municipality_liaison": (
        "/",
        "/referrals",
        "/referrals/sent",
        "/referrals/drafts",
        "/cases",
        "/notices",
        "/agencies",
        "/outcomes",
        "/activities",
    ),
    "municipality_worker": ("/", "/cases", "/cases?state=all", "/referrals/sent", "/notices", "/outcomes"),
    "municipality_head": ("/", "/cases", "/referrals/agency", "/people", "/figures", "/outcomes/funnel"),
    "welfare_liaison": ("/", "/referrals", "/referrals?state=closed", "/notices", "/agencies", "/outcomes"),
    "welfare_head": ("/", "/referrals/agency", "/figures", "/outcomes/funnel", "/outcomes/funnel/served"),
    "pouya_liaison": ("/", "/referrals", "/notices"),
    "reviewer": ("/", "/referrals/to-rule", "/notices"),
    "court_liaison": ("/", "/referrals", "/notices"),
    "administrator": ("/", "/people", "/agencies"),
    "auditor": ("/", "/audit"),
    "data_officer": ("/",),
}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_no_list_search_notice_or_trail_shows_one(planted: Planted, language: str) -> None:
    planted.go_on()
    code = code_of(planted)
    for who, paths in LISTS.items():
        client = planted.reading(who)
        client.post("/language", data={"language": language})
        searches = () if who in ("administrator", "auditor", "data_officer") else (f"/search?q={code}",)
        for path in (*paths, *searches):
            answer = client.get(path)
            assert answer.status_code in (200, 303), (who, path, answer.status_code)
            assert found_in(answer.text) == [], (who, path)
            assert found_in(str(answer.headers)) == [], (who, path)


REGISTERS_OF_CHILDREN = ("referrals", "cases", "services", "admissions", "outcomes")


def test_no_register_that_is_taken_out_holds_one(planted: Planted) -> None:
    planted.go_on()
    taken = set()
    for who in ("municipality_liaison", "municipality_head", "welfare_liaison", "welfare_head"):
        client = planted.reading(who)
        for register in REGISTERS_OF_CHILDREN:
            answer = client.post("/exports", data={"register": register, "format": "csv", "reason": "گزارش"})
            assert found_in(answer.data) == [], (who, register)
            if answer.mimetype == "text/csv":
                taken.add(register)
                assert "attachment" in answer.headers["Content-Disposition"]
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cache-Control"] == "no-store"
    assert taken == set(REGISTERS_OF_CHILDREN)


NAMED = f"{IDENTITY['given name']} {IDENTITY['family name']}"


def test_no_child_is_named_where_the_network_reads_it(planted: Planted) -> None:
    """Circulars, sheets, reports and rounds: the name is refused, and nothing of it is stored."""
    world = planted.world
    with planted.app.app_context():
        liaison, issuer = acting(world.municipality_liaison), of_agency(world.municipality)
        call = add_call(issuer, world.municipality_liaison)
        sheet = add_sheet(call, world.municipality, rows=[{call.columns[0].public_id: NAMED}])
        report = add_report(issuer, world.municipality_liaison)
        report.sections = [Section(month=0, heading="1", position=0, body_fa=NAMED, edited_fa=True, in_public=True)]
        point = add_point(world.municipality)
        unit = add_centre(world.municipality, "واحد سیار", kind=CentreKind.MOBILE_UNIT)
        round_, worker = add_round(unit, world.municipality_worker), acting(world.municipality_worker)
        steps: dict[str, Callable[[], object]] = {
            "circular": lambda: circulars.draft(
                liaison, issuer=Issuer(agency_id=world.municipality.id), title="بخشنامه", body=NAMED
            ),
            "sheet": lambda: sheets.submit(liaison, sheet),
            "report": lambda: reports.publish(liaison, report),
            "visit": lambda: points.record_visit(worker, round_, point, note=NAMED),
            "round": lambda: points.end_round(worker, round_, note=NAMED),
        }
        for name, step in steps.items():
            with db.session.no_autoflush, pytest.raises(Invalid) as refusal:
                step()
            assert found_in(str(refusal.value.message)) == [], name
        db.session.rollback()


def code_of(planted: Planted) -> str:
    with planted.app.app_context():
        return str(db.session.scalars(select(Referral.code)).one())


def test_before_acceptance_the_recipient_sees_nothing_that_tells_who_it_is(planted: Planted) -> None:
    client = planted.reading("welfare_liaison")
    for path in (planted.url, f"{planted.url}/receive", f"{planted.url}/accept", f"{planted.url}/print"):
        page = client.get(path)
        assert page.status_code == 200, path
        assert found_in(page.text, IDENTITY | NUMBERS) == [], path


def test_after_the_end_the_recipient_sees_the_name_no_more(planted: Planted) -> None:
    planted.go_on()
    page = planted.reading("welfare_liaison").get(planted.url)
    assert page.status_code == 200
    assert found_in(page.text, IDENTITY | NUMBERS) == []


def test_to_whom_it_is_not_open_the_referral_is_not_there(planted: Planted) -> None:
    for who in ("pouya_liaison", "administrator", "auditor", "data_officer", "court_liaison"):
        client = planted.reading(who)
        for path in (planted.url, f"/cases/{planted.case}"):
            page = client.get(path)
            assert page.status_code == 404, (who, path)
            assert found_in(page.text) == [], (who, path)


def test_after_acceptance_the_recipient_reads_it(planted: Planted) -> None:
    planted.act("welfare_liaison", lambda a, r: commands.receive(a, r))
    planted.act("welfare_liaison", lambda a, r: commands.accept(a, r))
    page = planted.reading("welfare_liaison").get(planted.url).text
    shown = ("given name", "family name", "father", "phone", "identity number", "health", "family", "reason")
    assert [where for where in shown if not shows(page, where)] == []


def test_the_cases_worker_reads_it(planted: Planted) -> None:
    page = planted.reading("municipality_worker").get(f"/cases/{planted.case}").text
    shown = (
        "given name",
        "family name",
        "father",
        "nickname",
        "phone",
        "identity number",
        "address",
        "health",
        "relative",
    )
    assert [where for where in shown if not shows(page, where)] == []


GIVEN = ("who brought the child", "who took the child", "why a service counts no more")


def test_both_sides_read_what_was_written_with_what_was_given(planted: Planted) -> None:
    planted.go_on()
    pages = {
        "welfare_liaison": planted.url,
        "municipality_liaison": planted.url,
        "municipality_worker": f"/referrals/given/{planted.case}",
    }
    for who, path in pages.items():
        page = planted.reading(who).get(path).text
        assert [where for where in GIVEN if not shows(page, where)] == [], who
