"""Measures the program on both databases: ``python -m bench [--size N …] [--database sqlite …] [--requests N]``."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import make_url

from bench import data, floor, pages, report
from bench.serving import database_processes, serving
from config import ROOT
from tests import postgres

SIZES = (10_000, 100_000)
DATABASES = ("sqlite", "postgresql")
REQUESTS = 400


def main() -> None:
    """Build each world, measure it beside its floor, print tables and figures, and write both to var/bench."""
    asked = _arguments()
    runs: list[report.Run] = []
    with _folder(asked.folder) as folder, _server(asked.database) as server:
        for database in asked.database:
            for size in asked.size:
                runs.append(_run(folder / f"{database}-{size}", database, size, asked.requests, server))
                print(report.table(runs[-1]), flush=True)
    found = {f"{run.database}, {run.size:,}": list(report.figures(run)) for run in runs}
    for small, large in pairwise(runs):
        if small.database == large.database:
            found[f"{small.database}, {small.size:,} to {large.size:,}"] = list(report.growth(small, large))
    for title, figures in found.items():
        print(f"\n{title}", *figures, sep="\n")
    path = _write(runs, found)
    over = sum(not figure.holds for figures in found.values() for figure in figures)
    print(f"\n{over} of {sum(map(len, found.values()))} figures do not hold. Written to {path.relative_to(ROOT)}.")
    sys.exit(1 if over and asked.strict else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--size", type=int, nargs="+", default=list(SIZES), help="referrals")
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=list(DATABASES))
    parser.add_argument("--requests", type=int, default=REQUESTS, help="of each kind")
    parser.add_argument("--folder", type=Path, help="keep the worlds there and use them again (SQLite only)")
    parser.add_argument("--strict", action="store_true", help="fail when a figure does not hold")
    return parser.parse_args()


def _run(folder: Path, database: str, size: int, requests: int, server: str | None) -> report.Run:
    """Build, then measure one after the other, so that both see the same machine."""
    print(f"Building {size:,} referrals on {database}.", flush=True)
    address = _database(server, f"bench_{size}") if database == "postgresql" else None
    environ = data.environ(folder, address)
    world = data.made(folder, size, environ)
    floor_url = _database(server, f"floor_{size}") if database == "postgresql" else f"sqlite:///{folder}/floor.db"
    if address or not (folder / "floor.db").exists():
        floor.build(floor_url, size)
    database_work = database_processes() if address else ()
    log = folder / "gunicorn.log"
    with serving("bench.floor:app", {"FLOOR_URL": floor_url}, log=log, database=database_work) as bare:
        floors = pages.floor_costs(bare, size, requests)
    with serving("bench.wsgi:app", environ, log=log, database=database_work) as own:
        costs = pages.page_costs(own, world, requests) | pages.act_costs(own, world, requests)
        memory = own.memory()
    counting = {**environ, "BENCH_COUNT": "1"}
    with serving("bench.wsgi:app", counting, log=log, workers=1, database=database_work) as counted:
        weights = pages.weights(counted, world)
    return report.Run(database, size, world.seconds, floors, costs, weights, memory)


def _database(server: str | None, name: str) -> str:
    assert server is not None
    return postgres.create_database(make_url(server).render_as_string(hide_password=False), name)


@contextmanager
def _server(databases: list[str]) -> Iterator[str | None]:
    """Our own PostgreSQL where it is asked for, so that its processor time can be read."""
    if "postgresql" not in databases:
        yield None
        return
    with postgres.running(None) as address:
        yield address


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="hamahang-bench-") as folder:
        yield Path(folder)


def _write(runs: list[report.Run], found: dict[str, list[report.Figure]]) -> Path:
    path = ROOT / "var" / "bench" / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {title: [figure.as_json() for figure in figures] for title, figures in found.items()}
    path.write_text(json.dumps({"runs": [run.as_json() for run in runs], "figures": said}, indent=1), encoding="utf-8")
    return path


if __name__ == "__main__":
    main()
