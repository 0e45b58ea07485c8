"""Pages and acts of a secretary: meetings, minutes, resolutions and actions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import quote

from bench.load import Client, Cost, Request, measure
from bench.serving import Server
from bench.sitting import ENTRIES, Sitting

WARM = 40
"""Requests that are not counted; a multiple of the clients and of the entries, so that each keeps its own."""
ROUNDS = 4
NAMES = ("save text", "start action", "adopt")


def pages(sitting: Sitting, last: Callable[[str], Request]) -> dict[str, Request]:
    """The pages that are only looked at; ``last`` finds the end of a list."""
    meetings = f"/meetings?group={sitting.group}&show=past"
    register = f"/resolutions?year=all&group={sitting.group}"
    return {
        "Today, secretary": Request("/"),
        "my actions": Request("/actions"),
        "group's actions": Request("/actions/group?due=late"),
        "group's actions, last": last("/actions/group"),
        "resolutions": Request(register),
        "resolutions, filtered": Request(f"{register}&state=in_force&q={quote('زیر پوشش')}"),
        "resolutions, last": last(register),
        "meetings": Request(meetings),
        "meetings, last": last(meetings),
        "meeting": Request(f"/meetings/{sitting.meeting}"),
        "minutes": Request(f"/meetings/{sitting.meeting}/minutes"),
        "desk": Request(f"/meetings/{sitting.meeting}/record?entry={sitting.entries[0]}"),
    }


def act_costs(server: Server, make: Callable[[], Client], sitting: Sitting, requests: int) -> dict[str, Cost]:
    """Saving the text of an entry, starting an action, and adopting by consensus, which is taken back unmeasured."""
    client = make()
    count = requests - requests % ENTRIES + ENTRIES
    saved = measure(server, make, saves(client, sitting, count + WARM), expect=303, warm=WARM)
    unstarted = [request for one in sitting.actions[:-1] if (request := start(client, one))]
    if len(unstarted) <= WARM:
        raise RuntimeError("the actions of this world were started before: build another")
    started = measure(server, make, unstarted, expect=303, warm=WARM)
    parts = []
    for _ in range(ROUNDS):
        parts.append(measure(server, make, votes(client, sitting, "consensus"), expect=303, warm=0))
        for vote in votes(client, sitting, "reopen"):
            client.ask(vote)
    return {"save text": saved, "start action": started, "adopt": Cost.joined(parts[1:])}


def acts(client: Client, sitting: Sitting) -> dict[str, Request]:
    """Each act once, to be weighed."""
    started = start(client, sitting.actions[-1])
    if started is None:
        raise RuntimeError("every action of this world was started: build another")
    return {
        "save text": saves(client, sitting, 1)[0],
        "start action": started,
        "adopt": votes(client, sitting, "consensus")[0],
    }


def saves(client: Client, sitting: Sitting, count: int) -> list[Request]:
    """Texts for the entries in turn, each from the revision that the one before has made."""
    token, found = _token(client, sitting), [_text(client, entry) for entry in sitting.entries]
    asked = []
    for number in range(count):
        turn, place = divmod(number, ENTRIES)
        revision, text = found[place]
        typed = f"{text} {turn + 1}"
        form = (("csrf_token", token), ("text", typed), ("revision", str(revision + turn)))
        asked.append(Request(f"/entries/{sitting.entries[place]}/text", form))
    return asked


def start(client: Client, action: str) -> Request | None:
    """The form by which the owner starts; None where an earlier run on the same world did, which cannot be undone."""
    path = f"/actions/{action}/start"
    if client.ask(Request(path)).status != 200:
        return None
    return Request(path, tuple(client.form(path).items()))


def votes(client: Client, sitting: Sitting, act: str) -> list[Request]:
    """The same word on every resolution of the meeting."""
    token = _token(client, sitting)
    return [Request(f"/resolutions/{one}/vote", (("csrf_token", token), ("act", act))) for one in sitting.resolutions]


def _token(client: Client, sitting: Sitting) -> str:
    page = client.read(f"/meetings/{sitting.meeting}/record")
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _text(client: Client, entry: str) -> tuple[int, str]:
    """The saved revision and its text, without what earlier saves have put to its end."""
    saved = json.loads(client.read(f"/entries/{entry}/text"))
    return int(saved["revision"]), re.sub(r"( \d+)+$", "", saved["text"])
