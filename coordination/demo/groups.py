"""The groups of the demo world: real bodies by the table of published reports, their seats held by invented people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from coordination.data import rows
from coordination.demo.people import Cast, Part
from coordination.demo.stage import Stage
from coordination.directory.models import Agency, Installation
from coordination.groups.cadences import set_cadence
from coordination.groups.models import (
    ApprovalRule,
    Came,
    Group,
    GroupKind,
    IssueAt,
    Majority,
    OnHoliday,
    QuorumKind,
    Seat,
    SeatKind,
)
from coordination.groups.seed import seed_phrases
from coordination.kernel import clock
from coordination.kernel.db import db

COMMITTEES = tuple(f"csr-committee-{number}" for number in range(1, 7))
SEATS = dict.fromkeys(COMMITTEES, 27) | {"csr-committee-6": 26}
"""161 seats in all (illustrative, as the number of committees and meetings is published)."""
LEADS = {"قزوین": "qazvin-social", "": "tehran-hq"}
"""Which group leads the agencies of a city; the second leads all others."""
BEGUN_BEFORE = timedelta(days=200)
TERM_LEFT = timedelta(days=40)
"""One seat of the board lapses soon, whenever the world is built."""
MEMBERS_AT = ("tehran-social", "network", "tehran-municipality", "tehran-social", "tehran-welfare-deputy")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the table does not say of a group: the prefix of its numbers, its rules, when and where it meets."""

    prefix: str
    approval: ApprovalRule = ApprovalRule.CHAIR
    issue_at: IssueAt = IssueAt.APPROVAL
    majority: Majority = Majority.SIMPLE
    quorum: int = 50
    starts: time = time(14)
    minutes: int = 120
    place: str = ""
    rule: dict[str, Any] = field(default_factory=dict)
    confidential: bool = False


SETTINGS = {
    "board": Settings("NB", ApprovalRule.ALL_ATTENDEES, starts=time(17), place="دفتر شبکه",
                      rule={"weekdays": [7]}),
    "general": Settings("GM", ApprovalRule.NEXT_MEETING, starts=time(16, 30), place="تالار اجتماعات شبکه"),
    "crc-coordination": Settings("CC", ApprovalRule.TACIT, quorum=60, majority=Majority.TWO_THIRDS, starts=time(9),
                                 minutes=180, place="ساختمان مرکزی، طبقه ۳", rule={"weekdays": [1]}),
    "crc-education": Settings("CE", issue_at=IssueAt.CIRCULATION, starts=time(10), place="اتاق جلسه‌های مرجع ملی"),
    "crc-support": Settings("CS", starts=time(14), place="اتاق جلسه‌های مرجع ملی"),
    "crc-abuse": Settings("CA", starts=time(10), place="اتاق جلسه‌های مرجع ملی", confidential=True),
    "interior-ngo": Settings("IN", place="سازمان امور اجتماعی، سالن ۲"),
    "qazvin-social": Settings("QS", issue_at=IssueAt.END, place="استانداری قزوین، تالار شهید رجایی"),
    "tehran-hq": Settings("TH", quorum=60, place="سازمان خدمات اجتماعی، طبقه ۵"),
    "dropout-evaluation": Settings("DE", place="وزارتخانه، اتاق ۲۱۲"),
    "national-social-council": Settings("SC", majority=Majority.CONSENSUS, place="وزارت کشور"),
    "csr-steering": Settings("RS", place="سازمان خدمات اجتماعی، طبقه ۵"),
    **{code: Settings(f"R{number}", issue_at=IssueAt.END, quorum=40, place="خانه مشارکت، سالن همایش")
       for number, code in enumerate(COMMITTEES, 1)},
}  # fmt: skip
OFFICERS = {
    "crc-education": ("chair@example.org", "secretary@example.org"),
}
"""Addresses of the sign-ins among chairs and secretaries."""
SAME_SECRETARY = {"crc-coordination": "crc-education.secretary", "qazvin-social": "reviewer",
                  "tehran-hq": "national-reviewer", "csr-steering": "national-reviewer"}  # fmt: skip
SAME_CHAIR = {"crc-coordination": "crc-education.chair", "qazvin-social": "second-reviewer",
              "tehran-hq": "second-national-reviewer"}  # fmt: skip
MEMBER = ("crc-education.education", "member@example.org")
"""The member who signs in: the delegate of the ministry of education, who holds no post."""


def group_parts() -> Iterator[Part]:
    """The people who hold seats and no post: chairs, secretaries, one delegate, and those of the committees."""
    for row in rows("working_groups"):
        code = row["code"]
        chair, secretary = OFFICERS.get(code, ("", ""))
        woman = len(code) % 2 == 0
        if code not in SAME_CHAIR:
            yield Part(f"{code}.chair", (), chair, woman=woman)
        if code not in SAME_SECRETARY:
            yield Part(f"{code}.secretary", (), secretary, woman=not woman)
        for number in range(1, SEATS.get(code, 2) - 1):
            yield Part(f"{code}.member-{number:02}", (), woman=number % 2 == 0)
    yield Part(MEMBER[0], (), MEMBER[1])


def build_groups(
    agencies: dict[str, Agency], cast: Cast, installation: Installation, *, since: date, today: date
) -> dict[str, Group]:
    """Every group of the table by its code, with its seats; and which of them leads which agencies."""
    made: dict[str, Group] = {}
    for row in rows("working_groups"):
        made[row["code"]] = _group(row, agencies, made)
    db.session.flush()
    for row in rows("working_groups"):
        _seats(row, made[row["code"]], agencies, cast, since, today + TERM_LEFT)
    for agency in agencies.values():
        agency.lead_group_id = lead_of(agency.city, made)
    installation.lead_group_id = made[LEADS[""]].id
    seed_phrases()
    db.session.flush()
    return made


def lead_of(city: str, groups: Mapping[str, Group]) -> int | None:
    """The group that leads the agencies of a city; nothing where the installation's does."""
    return groups[LEADS[city]].id if city in LEADS else None


def _group(row: dict[str, str], agencies: dict[str, Agency], made: dict[str, Group]) -> Group:
    settings = SETTINGS[row["code"]]
    group = Group(
        code=row["code"],
        number_prefix=settings.prefix,
        name_fa=row["name_fa"],
        name_en=row["name_en"],
        kind=GroupKind(row["kind"]),
        host_agency=agencies[row["host_agency"]],
        parent=made.get(row["parent"]),
        approval_rule=settings.approval,
        issue_at=settings.issue_at,
        majority=settings.majority,
        quorum_kind=QuorumKind.SHARE,
        quorum_value=settings.quorum,
        quorum_agencies=[],
        confidential=settings.confidential,
    )
    db.session.add(group)
    return group


def _seats(
    row: dict[str, str], group: Group, agencies: dict[str, Agency], cast: Cast, since: date, lapses: date
) -> None:
    code, host = row["code"], agencies[row["host_agency"]]
    held: list[tuple[SeatKind, Agency | None, str, str]] = [
        (SeatKind.CHAIR, host, officer(code, SeatKind.CHAIR), ""),
        (SeatKind.SECRETARY, host, officer(code, SeatKind.SECRETARY), ""),
    ]
    if code in SEATS:
        held += [
            (SeatKind.MEMBER, agencies[MEMBERS_AT[number % 5]], f"{code}.member-{number:02}", "")
            for number in range(1, SEATS[code] - 1)
        ]
    else:
        for member in row["member_agencies"].split(";"):
            own = f"{code}.{member}"
            holder = own if own in cast.ids else f"{member}.liaison"
            held.append((SeatKind.MEMBER, agencies[member], holder, f"{member}.head"))
    for position, (kind, agency, holder, alternate) in enumerate(held, 1):
        db.session.add(
            Seat(
                group=group,
                kind=kind,
                agency=agency,
                holder_id=cast[holder],
                alternate_id=cast[alternate] if alternate else None,
                came=Came.ELECTED if code == "board" else Came.APPOINTED,
                from_on=since,
                to_on=lapses if code == "board" and position == 4 else None,
                position=position,
                proposed_by_id=cast[f"{row['host_agency']}.head"],
                confirmed_by_id=cast[f"{row['host_agency']}.head"],
                confirmed_at=clock.now(),
            )
        )


def plan_cadences(stage: Stage) -> None:
    """Every group with a rhythm gets it from its secretary, who chose the weekday and the first date where the table
    names none; those who listen plan its meetings of a year ahead."""
    today = stage.today()
    for row in rows("working_groups"):
        rule = json.loads(row["cadence_rule"]) | SETTINGS[row["code"]].rule
        if rule["unit"] == "when_needed":
            continue
        settings, group = SETTINGS[row["code"]], stage.groups[row["code"]]
        set_cadence(
            stage.actor(officer(row["code"], SeatKind.SECRETARY)),
            group,
            rule=rule,
            valid_from=today - BEGUN_BEFORE,
            starts=settings.starts,
            minutes=settings.minutes,
            place=settings.place,
            on_holiday=OnHoliday.NEXT,
        )


def officer(code: str, kind: SeatKind) -> str:
    """The part of a group's chair or secretary."""
    if kind == SeatKind.CHAIR:
        return SAME_CHAIR.get(code, f"{code}.chair")
    return SAME_SECRETARY.get(code, f"{code}.secretary")
