"""What is measured: the pages and acts of a liaison and a secretary, and the floor's counterparts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench import figures, floor, gathered
from bench.data import SIGN_IN, World
from bench.load import WARM, Client, Cost, Request, measure, repeated
from bench.serving import Server
from bench.sitting import SECRETARY
from coordination.demo.signins import PASSWORD

DEEPEST = 200
ACCEPTED_AT_ONCE = 48
ROUNDS = 4
ID = r"[A-Za-z0-9_-]{16}"
STATEMENTS = "x-bench-statements"


@dataclass(frozen=True, slots=True)
class Weight:
    """What one answer asked of the database, in statements, and its bytes, raw and as they travel."""

    statements: int
    raw: int
    compressed: int


def floor_costs(server: Server, size: int, requests: int) -> dict[str, Cost]:
    """The floor's list, detail and create."""

    def client() -> Client:
        return Client(server.port, {"token": floor.TOKEN})

    random = Random(1)
    requests += WARM
    details = [Request(f"/item/{random.randint(1, size)}") for _ in range(requests)]
    form = (("title", "A new one"), ("place", "District 9"), ("priority", "normal"))
    return {
        "list": measure(server, client, repeated([Request("/")], requests), expect=200),
        "detail": measure(server, client, details, expect=200),
        "create": measure(server, client, repeated([Request("/", form)], requests), expect=303),
    }


def signed_in(server: Server, email: str = SIGN_IN) -> Client:
    """A browser in which the liaison, or somebody else, has signed in."""
    client = Client(server.port)
    fields = client.form("/sign-in") | {"email": email, "password": PASSWORD}
    answer = client.ask(Request("/sign-in", tuple(fields.items())))
    if answer.status != 303:
        raise RuntimeError(f"signing in answered {answer.status}")
    # The first page gives the browser what its forms are checked by.
    client.ask(Request("/"))
    return client


def pages(client: Client, world: World) -> dict[str, Request]:
    """The pages that are only looked at."""
    return {
        "home": Request("/"),
        "inbox": Request("/referrals"),
        "inbox, filtered": Request("/referrals?route=mobile_unit&priority=normal&sort=sent"),
        "inbox, all": Request("/referrals?show=all"),
        "inbox, all, last page": _deepest(client, "/referrals?show=all"),
        "referral": Request(f"/referrals/{world.undecided}"),
        "referral, opened": Request(f"/referrals/{world.served}"),
    }


def page_costs(server: Server, world: World, requests: int) -> dict[str, Cost]:
    """The sign-in page, as nobody, then every page of the liaison."""
    cookies = dict(signed_in(server).cookies)
    requests += WARM
    sign_in = measure(server, lambda: Client(server.port), repeated([Request("/sign-in")], requests), expect=200)
    costs = {"sign-in page": sign_in}
    make = _with(server, cookies)
    for name, request in pages(make(), world).items():
        costs[name] = measure(server, make, repeated([request], requests), expect=200)
    make = _with(server, dict(signed_in(server, SECRETARY).cookies))
    for name, request in of_secretary(make(), world).items():
        costs[name] = measure(server, make, repeated([request], requests), expect=200)
    return costs | figures.costs(
        server, lambda email: _with(server, dict(signed_in(server, email).cookies)), requests, 0
    )


def of_secretary(client: Client, world: World) -> dict[str, Request]:
    """The secretary's pages, with the last page of every list."""
    return gathered.pages(world.sitting, lambda path: _deepest(client, path))


def act_costs(server: Server, world: World, requests: int) -> dict[str, Cost]:
    """Creating a draft, and accepting; what was accepted is taken back unmeasured, so that it can be accepted again."""
    make = _with(server, dict(signed_in(server).cookies))
    create = measure(server, make, repeated([new_draft(make(), world)], requests + WARM), expect=303)
    waiting = waiting_ids(make())
    parts = []
    for _ in range(ROUNDS):
        parts.append(measure(server, make, [acceptance(make(), one) for one in waiting], expect=303, warm=0))
        for one in waiting:
            make().ask(taking_back(make(), one))
    # The first round is the warm-up.
    costs = {"create": create, "accept": Cost.joined(parts[1:])}
    secretary = _with(server, dict(signed_in(server, SECRETARY).cookies))
    return costs | gathered.act_costs(server, secretary, world.sitting, requests)


def weights(server: Server, world: World) -> dict[str, Weight]:
    """Statements and bytes of every page and act, from a server that counts."""
    client = signed_in(server)
    found = {"sign-in page": _weigh(Client(server.port), Request("/sign-in"))}
    found |= {name: _weigh(client, request) for name, request in pages(client, world).items()}
    found["create"] = _weigh(client, new_draft(client, world), twice=False)
    accepted = waiting_ids(client)[0]
    found["accept"] = _weigh(client, acceptance(client, accepted), twice=False)
    client.ask(taking_back(client, accepted))
    secretary = signed_in(server, SECRETARY)
    found |= {name: _weigh(secretary, request) for name, request in of_secretary(secretary, world).items()}
    for name, request in gathered.acts(secretary, world.sitting).items():
        found[name] = _weigh(secretary, request, twice=False)
    for name, reader in figures.READERS.items():
        found[name] = _weigh(signed_in(server, reader), figures.page())
    for name, maker in figures.MAKERS.items():
        client = signed_in(server, maker)
        found[name] = _weigh(client, figures.reports(client)[-1], twice=False)
    return found


def new_draft(client: Client, world: World) -> Request:
    """A filled form for a new referral of one of the agency's cases."""
    action = f"/referrals/new/{world.case}"
    fields = client.form(f"{action}?route=self", action) | {
        "recipient": world.other_agency,
        "route": "self",
        "route_how_found": "از راه مدرسه محله",
        "route_safe_contact": "پیش از ظهر، تلفن مادر",
        "needs-0-chosen": "y",
        "needs-0-asked": "بازدید از خانه",
        "priority": "normal",
        "risk": "medium",
        "reason": "خانواده به مددکاری منظم نیاز دارد.",
    }
    return Request(action, tuple(fields.items()))


def waiting_ids(client: Client) -> list[str]:
    """Referrals of the inbox that can be accepted."""
    found: dict[str, None] = {}
    path: str | None = "/referrals?state=received"
    while path and len(found) < ACCEPTED_AT_ONCE:
        text = client.read(path)
        found |= dict.fromkeys(re.findall(rf"/referrals/({ID})/accept", text))
        path = _next(text)
    return list(found)[:ACCEPTED_AT_ONCE]


def acceptance(client: Client, referral: str) -> Request:
    """The form of acceptance as it stands on the page, with handler and day filled in."""
    path = f"/referrals/{referral}/accept"
    return Request(path, tuple(client.form(path).items()))


def taking_back(client: Client, referral: str) -> Request:
    """The form by which an acceptance is taken back."""
    path = f"/referrals/{referral}/unaccept"
    return Request(path, tuple((client.form(path) | {"reason": "مسئول رسیدگی بیمار شد."}).items()))


def _deepest(client: Client, path: str) -> Request:
    """The page to which «next» leads at the end, at most the 200th."""
    for _ in range(DEEPEST - 1):
        following = _next(client.read(path))
        if following is None:
            break
        path = following
    return Request(path)


def _next(text: str) -> str | None:
    found = re.search(r'href="([^"]*[?&;]after=[^"]*)"', text)
    return found[1].replace("&amp;", "&") if found else None


def _with(server: Server, cookies: dict[str, str]) -> Callable[[], Client]:
    return lambda: Client(server.port, dict(cookies))


def _weigh(client: Client, request: Request, *, twice: bool = True) -> Weight:
    """An act is weighed at its only time; a page after it was seen once, so that what is kept is there."""
    if not twice:
        answer = client.ask(request)
        return Weight(int(answer.headers[STATEMENTS]), len(answer.body), len(answer.body))
    client.ask(request)
    compressed = client.ask(request)
    client.compressed = False
    raw = client.ask(request)
    client.compressed = True
    return Weight(int(raw.headers[STATEMENTS]), len(raw.body), len(compressed.body))
