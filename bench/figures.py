"""The pages of figures, as a head, a group's secretary and the auditor read them, and the making of reports."""

from __future__ import annotations

from collections.abc import Callable

from bench.load import Client, Cost, Request, measure
from bench.serving import Server
from bench.sitting import SECRETARY
from coordination.lang import zone
from coordination.lang.spans import range_of, this_year

READERS = {
    "figures, agency": "head@example.org",
    "figures, group": SECRETARY,
    "figures, all": "auditor@example.org",
}
"""Who opens each page: the figures of the own agency, of the own group, of everybody."""
MAKERS = {"report, agency": "head@example.org", "report, group": SECRETARY}
"""In whose name reports are made."""
PARTS = (("season", 4), ("half", 2), ("year", 1))
WARM = 2


def page() -> Request:
    """A whole year, with all its records."""
    return Request(f"/figures?year={this_year(zone.today()) - 1}")


def reports(client: Client) -> list[Request]:
    """The forms by which a report is made of every season, half and year of the last two that is over."""
    fields = client.form("/reports/new")
    today, asked = zone.today(), []
    for year in (this_year(today) - 1, this_year(today), this_year(today) - 2):
        for kind, parts in PARTS:
            for part in range(1, parts + 1):
                if range_of(kind, year, part)[1] < today:
                    form = fields | {"period": f"{kind}-{part}", "year": str(year)}
                    asked.append(Request("/reports/new", tuple(form.items())))
    return asked


def costs(server: Server, make: Callable[[str], Callable[[], Client]], requests: int, warm: int) -> dict[str, Cost]:
    """Every page, then the reports; ``make`` gives the browsers of somebody who has signed in."""
    found = {
        name: measure(server, make(reader), [page()] * (requests + warm), expect=200)
        for name, reader in READERS.items()
    }
    for name, maker in MAKERS.items():
        browsers = make(maker)
        found[name] = measure(server, browsers, reports(browsers())[:-1], expect=303, warm=WARM)
    return found
