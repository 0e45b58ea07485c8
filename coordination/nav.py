"""What stands around every page: the rail, the phone's tabs, «new», the person's menu, and the counts of one's turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import url_for

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.seats import VOTING
from coordination.accounts.models import POST_LABELS
from coordination.counts import nav_counts
from coordination.groups.models import SEAT_LABELS, SeatKind
from coordination.kernel.messages import N_, Message
from coordination.lang import locale


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the navigation; ``own`` marks a count of things whose turn is the reader's."""

    label: str
    url: str
    icon: str = ""
    count: int = 0
    own: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the rail under its heading."""

    heading: str | None
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class PersonMenu:
    """Who is signed in, in which post, and the links of that menu."""

    name: str
    post_line: Message | None
    links: list[Entry]


@dataclass(frozen=True, slots=True)
class Nav:
    """Everything the layout draws around a page."""

    person: PersonMenu
    rail: list[Section]
    tabs: list[Entry]
    new: list[Entry] = field(default_factory=list)
    search_url: str = ""
    """Where the search box asks; empty where the reader has nothing to look for."""
    q: str = ""
    language_url: str = "/language"
    sign_out_url: str = "/sign-out"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the rail: shown to those whom its act is open to."""

    act: str
    endpoint: str
    label: str
    icon: str
    count: str = ""


MAIN = (
    Link("home.view", "home.show", N_("Today"), "today"),
    Link("referral.list", "referrals.inbox", N_("Referrals"), "referrals", "turn"),
    Link("case.list", "cases.index", N_("Cases"), "cases"),
    Link("action.list", "actions.mine", N_("Actions"), "tasks", "actions"),
    Link("meeting.list", "meetings.index", N_("Meetings"), "calendar", "meetings"),
    Link("resolution.list", "resolutions.index", N_("Resolutions"), "file"),
    Link("circular.list", "circulars.index", N_("Circulars"), "bell", "circulars"),
    Link("notice.list", "notices.index", N_("Notices"), "bell", "unread"),
)
DIRECTORY = (
    Link("agency.list", "directory.index", N_("Agencies and centres"), "building"),
    Link("group.list", "groups.index", N_("Groups"), "people"),
    Link("person.list", "accounts.people", N_("People"), "people"),
    Link("post.confirm", "accounts.waiting_posts", N_("Posts to confirm"), "people", "posts"),
    Link("seat.confirm", "groups.waiting_seats", N_("Seats to confirm"), "people", "seats"),
    Link("import.run", "imports.page", N_("Import"), "download"),
    Link("settings.edit", "directory.settings", N_("Settings"), "key"),
    Link("holiday.edit", "directory.holidays", N_("Holidays"), "calendar"),
    Link("audit.view", "audit.index", N_("Audit trail"), "shield"),
)
REGISTERS: tuple[Link, ...] = (
    Link("report.list", "reports.index", N_("Reports"), "file"),
    Link("activity.list", "activities.index", N_("Activities"), "calendar"),
    Link("programme.list", "programmes.index", N_("Programmes"), "calendar"),
    Link("indicator.list", "indicators.index", N_("Indicators"), "check"),
    Link("data_call.list", "data_calls.index", N_("Data calls"), "chart"),
    Link("outcome.list_to_verify", "outcomes.index", N_("Outcomes"), "check"),
    Link("registration.list", "registrations.index", N_("Register of organisations"), "building"),
    Link("figures.view", "figures.show", N_("Figures"), "chart"),
    Link("point.list", "points.index", N_("Watched points"), "building"),
    Link("export.make", "exports.index", N_("Take a register out"), "download"),
)
"""What the network does and counts, each shown once its feature is there."""
NEW = (
    Link("referral.draft", "referrals.new", N_("Referral"), ""),
    Link("case.create", "cases.new", N_("Case"), ""),
    Link("report.edit", "reports.new", N_("Report"), ""),
    Link("activity.edit", "activities.new", N_("Activity"), ""),
    Link("person.invite", "accounts.invite", N_("Invitation"), ""),
)
IN_GROUP = (
    (Link("meeting.create", "meetings.choose_new", N_("Meeting"), ""), (SeatKind.SECRETARY,)),
    (Link("agenda_item.propose", "meetings.choose_propose", N_("Proposal to a group"), ""), VOTING),
)
"""What is new in a group: of the reader's only one at once, else chosen on the page that is linked."""
OWN = (
    Link("profile.edit", "accounts.profile", N_("My account"), ""),
    Link("session.list", "accounts.sessions", N_("My sessions"), ""),
)
TABS = ("home.show", "referrals.inbox", "actions.mine", "meetings.index")
"""What the phone keeps at hand."""
ALTERNATE = N_("Alternate")
OWN_TURN = frozenset({"turn", "actions", "meetings", "circulars", "calls"})


def build_nav(actor: Actor, endpoint: str) -> Nav:
    """The navigation of one page: entries without a right are absent, not grey."""
    counts = nav_counts(actor)

    def entries(links: tuple[Link, ...]) -> list[Entry]:
        return [
            Entry(
                link.label,
                url_for(link.endpoint),
                link.icon,
                counts.get(link.count, 0),
                link.count in OWN_TURN,
                endpoint.split(".")[0] == link.endpoint.split(".")[0]
                if link in (*MAIN, *REGISTERS)
                else endpoint == link.endpoint,
            )
            for link in links
            if policy.allows(actor, link.act)
        ]

    main = entries(MAIN)
    rail = [Section(None, main)]
    registers = entries(REGISTERS)
    if registers:
        rail.append(Section(N_("Figures and registers"), registers))
    directory = entries(DIRECTORY)
    if directory:
        rail.append(Section(N_("Directory and administration"), directory))
    return Nav(
        PersonMenu(
            actor.name if locale.current() == "fa" or not actor.name_en else actor.name_en,
            post_line(actor),
            entries(OWN),
        ),
        rail,
        entries(tuple(link for link in MAIN if link.endpoint in TABS)),
        entries(NEW) + in_group(actor),
        url_for("search.show") if policy.allows(actor, "search.use") else "",
    )


def in_group(actor: Actor) -> list[Entry]:
    """What the reader may begin in a group where he sits."""
    found = []
    for link, kinds in IN_GROUP:
        groups = actor.groups(*kinds)
        if groups:
            only = min(groups) if len(groups) == 1 else None
            found.append(Entry(link.label, url_for(link.endpoint, group=only)))
    return found


def post_line(actor: Actor) -> Message | None:
    """«Liaison, Pouya» or «Secretary, Education group»: the first post, else the first seat, and how many more there
    are."""
    parts = [(POST_LABELS[post.kind], post.agency_name_fa, post.agency_name_en) for post in actor.posts]
    parts += [
        (ALTERNATE if seat.alternate else SEAT_LABELS[seat.kind], seat.group_name_fa, seat.group_name_en)
        for seat in actor.seats
    ]
    if not parts:
        return None
    label, name_fa, name_en = parts[0]
    where = name_fa if locale.current() == "fa" or not name_en else name_en
    if len(parts) == 1:
        return Message(N_("%(post)s, %(agency)s"), post=Message(label), agency=where)
    return Message(N_("%(post)s, %(agency)s and %(more)s more"), post=Message(label), agency=where, more=len(parts) - 1)
