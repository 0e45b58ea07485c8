"""The people and things over which ``expected.csv`` speaks: one of each relation, one of each thing a route names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO

from flask import Flask

from coordination.accounts.models import (
    Absence,
    InstallationRole,
    Person,
    Post,
    PostKind,
    RoleKind,
    SessionRow,
)
from coordination.accounts.presence import hash_token
from coordination.cases.models import Case, CaseMember, Consent, FamilyMember
from coordination.directory.models import Agency, AgencyKind, ClockLimit, Holiday
from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.lang.zone import local_date
from coordination.notices.models import Notice
from coordination.referrals.models import (
    Admission,
    Referral,
    ReferralMember,
    Route,
    SavedFilter,
    Service,
    State,
)
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import place, seal
from tests.access.gathered import people_of_the_group, things_of_the_group
from tests.access.issued import people_of_the_network, things_of_the_network
from tests.world import (
    World,
    add_agency,
    add_case,
    add_centre,
    add_consent,
    add_person,
    add_post,
    add_referral,
    build_world,
    get,
)

NOBODY = "nobody"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(slots=True)
class Matrix:
    """Roles by name with the token of their session; things by name with the values of their URLs."""

    tokens: dict[str, str] = field(default_factory=dict)
    things: dict[str, dict[str, str]] = field(default_factory=dict)


def build_matrix(app: Flask) -> Matrix:
    """The matrix's world, committed."""
    world = build_world(app)
    with app.app_context(), writing():
        people = _people(world) | people_of_the_group(world)
        people |= people_of_the_network(world, people)
        things = _things(world, people) | things_of_the_group(world, people) | things_of_the_network(world, people)
        matrix = Matrix(things=things)
        for role, person_id in people.items():
            matrix.tokens[role] = f"token-of-{role}"
            moment = now()
            row = SessionRow(
                token_hash=hash_token(matrix.tokens[role]), person_id=person_id, created_at=moment, seen_at=moment
            )
            db.session.add(row)
            db.session.flush()
            if role == "s_liaison":
                matrix.things["session"] = {"session_id": row.public_id}
        db.session.commit()
    return matrix


def _people(world: World) -> dict[str, int]:
    """Ids of persons by their role towards the things: s_ sends, r_ receives, t_ is a third agency."""
    named = {
        "s_liaison": world.municipality_liaison,
        "s_worker": world.municipality_worker,
        "s_head": world.municipality_head,
        "r_liaison": world.welfare_liaison,
        "r_handler": world.welfare_worker,
        "r_head": world.welfare_head,
        "t_liaison": world.pouya_liaison,
        "t_worker": world.pouya_worker,
        "t_head": world.pouya_head,
        "court": world.court_liaison,
        "police": world.police_liaison,
        "reviewer": world.reviewer,
        "admin": world.administrator,
        "data_officer": world.data_officer,
        "auditor": world.auditor,
    }
    ids = {role: person.id for role, person in named.items()}
    parent = add_agency("وزارت نمونه", kind=AgencyKind.MINISTRY)
    other_court = add_agency("دادگستری دیگر", kind=AgencyKind.JUDICIARY)
    get(Agency, world.welfare).parent_id = parent.id
    posts = {
        "s_member": (world.municipality, PostKind.WORKER),
        "s_other": (world.municipality, PostKind.WORKER),
        "s_deputy": (world.municipality, PostKind.DEPUTY),
        "r_member": (world.welfare, PostKind.WORKER),
        "r_other": (world.welfare, PostKind.WORKER),
        "r_deputy": (world.welfare, PostKind.DEPUTY),
        "r_standin": (world.welfare, PostKind.WORKER),
        "court_other": (other_court, PostKind.COURT_LIAISON),
        "parent_head": (parent, PostKind.HEAD),
    }
    for role, (agency, kind) in posts.items():
        person = add_person(f"نقش {role}")
        add_post(person, agency, kind)
        ids[role] = person.id
    today = local_date(now())
    former = add_person("نقش former")
    add_post(former, world.welfare, PostKind.LIAISON, to_on=today - timedelta(days=1))
    ids["former"] = former.id
    db.session.add(
        Absence(
            person_id=ids["r_liaison"],
            deputy_id=ids["r_standin"],
            from_on=today,
            to_on=today + timedelta(days=5),
            recorded_by_id=ids["r_head"],
        )
    )
    db.session.flush()
    return ids


def _things(world: World, people: dict[str, int]) -> dict[str, dict[str, str]]:
    case = add_case(world.municipality, worker=world.municipality_worker)
    case.team = [CaseMember(person_id=people["s_member"])]
    member = FamilyMember(case_id=case.id, relation="mother")
    db.session.add(member)
    consent = add_consent(case, recorded_by=world.municipality_liaison)
    things = {"case": {"case_id": case.public_id, "member": member.public_id, "group": "health"}}
    things["case"]["file"] = _file(case.key_id, OwnerKind.CASE, case.id, people["s_liaison"])
    things["case"] |= _given_on(case, world, people)
    things["consent"] = {"consent_id": consent.public_id}
    for name in ("draft", "received", "objected", "court", "in_service"):
        things[name] = _referral(world, people, case, consent, name)
    return things | _offices(world, people)


def _referral(world: World, people: dict[str, int], case: Case, basis: Consent, name: str) -> dict[str, str]:
    court = {"route": Route.JUDICIAL, "order_agency_id": world.judiciary.id, "order_number": "88"}
    columns = court if name == "court" else {}
    state = State.RECEIVED if name == "court" else State(name)
    moment = now()
    referral: Referral = add_referral(
        case,
        world.welfare,
        drafted_by=world.municipality_liaison,
        state=state,
        handler=None if state == State.DRAFT else world.welfare_worker,
        basis=basis,
        **columns,
    )
    if name == "draft":
        return {"referral_id": referral.public_id}
    referral.team = [ReferralMember(person_id=people["r_member"])]
    values = {"referral_id": referral.public_id}
    if name == "objected":
        referral.objected_at = moment
    if name == "in_service":
        today = local_date(moment)
        given = {"case_id": case.id, "agency_id": world.welfare.id, "referral_id": referral.id}
        service = Service(**given, kind="social_work", on=today, recorded_by_id=people["r_handler"], recorded_at=moment)
        stay = Admission(
            **given,
            centre_id=world.day_centre,
            route=Route.NGO,
            admitted_on=today,
            recorded_by_id=people["r_handler"],
            recorded_at=moment,
        )
        _brought(stay, case.key_id)
        db.session.add_all([service, stay])
        db.session.flush()
        values |= {"referral": referral.public_id, "service_id": service.public_id, "admission": stay.public_id}
        values["file"] = _file(case.key_id, OwnerKind.REFERRAL, referral.id, people["s_liaison"])
    return values


def _given_on(case: Case, world: World, people: dict[str, int]) -> dict[str, str]:
    """A service and a stay that the case's own agency gives, without a referral."""
    moment = now()
    today = local_date(moment)
    given = {
        "case_id": case.id,
        "agency_id": case.agency_id,
        "recorded_by_id": people["s_worker"],
        "recorded_at": moment,
    }
    service = Service(**given, kind="social_work", on=today)
    centre = add_centre(world.municipality, "گرم‌خانه")
    stay = Admission(**given, centre_id=centre.id, route=Route.NGO, admitted_on=today)
    _brought(stay, case.key_id)
    db.session.add_all([service, stay])
    db.session.flush()
    return {"case": case.public_id, "service_id": service.public_id, "admission": stay.public_id}


def _brought(stay: Admission, key_id: str) -> None:
    stay.brought_by_sealed = seal(key_id, "مادر", place("admission.brought_by_sealed", stay.public_id))


def _file(key_id: str, kind: OwnerKind, owner_id: int, by_id: int) -> str:
    attachment = files.attach(files.store(BytesIO(PDF), "برگه.pdf", key_id), kind, owner_id, by_id=by_id)
    db.session.add(attachment)
    db.session.flush()
    return str(attachment.public_id)


def _offices(world: World, people: dict[str, int]) -> dict[str, dict[str, str]]:
    newcomer = add_person("نقش newcomer")
    handler = get(Person, people["r_handler"])
    waiting = add_post(newcomer, world.welfare, PostKind.WORKER, confirmed=False)
    waiting_head = add_post(newcomer, world.pouya, PostKind.HEAD, confirmed=False)
    role = InstallationRole(person_id=newcomer.id, kind=RoleKind.AUDITOR, from_on=local_date(now()))
    limit = ClockLimit(clock="decide", priority="normal", route="self", amount=3, unit="d")
    holiday = Holiday(on=local_date(now()) + timedelta(days=40), name_fa="تعطیلی نمونه")
    absence = Absence(
        person_id=handler.id,
        deputy_id=people["r_other"],
        from_on=local_date(now()) + timedelta(days=60),
        to_on=local_date(now()) + timedelta(days=61),
        recorded_by_id=people["r_head"],
    )
    saved = SavedFilter(person_id=people["s_liaison"], list_name="inbox", name="دیرشده")
    notice = Notice(event_id=1, person_id=people["s_liaison"], at=now(), name="referral.send", url="/")
    db.session.add_all([role, limit, holiday, absence, saved, notice])
    db.session.flush()
    post = next(post for post in handler.posts if isinstance(post, Post))
    centre = next(centre for centre in get(Agency, world.welfare).centres)
    return {
        "agency": {"agency_id": world.welfare.public_id},
        "centre": {"centre_id": centre.public_id},
        "person": {"person_id": handler.public_id, "absence": absence.public_id},
        "post": {"post_id": post.public_id},
        "waiting_post": {"post_id": waiting.public_id},
        "waiting_head": {"post_id": waiting_head.public_id},
        "waiting_role": {"role_id": role.public_id},
        "limit": {"limit_id": limit.public_id},
        "holiday": {"holiday_id": holiday.public_id},
        "need": {"need_id": "social_work"},
        "filter": {"filter_id": saved.public_id},
        "notice": {"notice_id": notice.public_id},
    }
