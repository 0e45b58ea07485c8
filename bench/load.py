"""The clients: four at once, each with a connection that stays open, asking as fast as they are answered."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPConnection
from itertools import islice
from urllib.parse import urlencode

from bench.serving import Server

CLIENTS = 4
WARM = 100


@dataclass(frozen=True, slots=True)
class Request:
    """One request: ``form`` makes it a POST."""

    path: str
    form: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``body`` as it travelled, perhaps compressed."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body of an answer that was asked for without compression."""
        return self.body.decode()


@dataclass(slots=True)
class Client:
    """A browser with cookies on one connection."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    compressed: bool = True
    _connection: HTTPConnection | None = None

    def ask(self, request: Request) -> Answer:
        """Send a request and read the whole answer; cookies are kept."""
        if self._connection is None:
            self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if self.compressed:
            headers["Accept-Encoding"] = "br, gzip"
        body = None
        if request.form is not None:
            body, headers["Content-Type"] = urlencode(request.form), "application/x-www-form-urlencoded"
        self._connection.request("GET" if body is None else "POST", request.path, body, headers)
        response = self._connection.getresponse()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())

    def read(self, path: str) -> str:
        """The text of a page. Raises RuntimeError where it does not open."""
        compressed, self.compressed = self.compressed, False
        answer = self.ask(Request(path))
        self.compressed = compressed
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer.text

    def form(self, path: str, marked: str = "") -> dict[str, str]:
        """The fields of the form on a page whose action holds ``marked``, as the page filled them."""
        reader = _Fields(marked or path.split("?")[0])
        reader.feed(self.read(path))
        return reader.found


class _Fields(HTMLParser):
    """Gathers hidden and text fields and chosen options of one form."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.found, self._inside, self._select = action, {}, False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._inside = (given.get("action") or "").endswith(self.action) and given.get("method") == "post"
        if not self._inside:
            return
        if tag == "input" and given.get("type") in ("hidden", "text") and given.get("name"):
            self.found.setdefault(given["name"] or "", given.get("value") or "")
        if tag == "select":
            self._select = given.get("name") or ""
        if tag == "option" and "selected" in given:
            self.found[self._select] = given.get("value") or ""


@dataclass(frozen=True, slots=True)
class Cost:
    """What requests of one kind cost: processor time each, and how long they took, in milliseconds."""

    cpu: float
    p50: float
    p99: float
    requests: int

    @classmethod
    def joined(cls, parts: Sequence[Cost]) -> Cost:
        """Rounds of the same as one: the mean of the cost, the middle p50, the worst p99."""
        whole = sum(part.requests for part in parts)
        cpu = sum(part.cpu * part.requests for part in parts) / whole
        middle = sorted(part.p50 for part in parts)[len(parts) // 2]
        return cls(cpu, middle, max(part.p99 for part in parts), whole)


def measure(
    server: Server, make_client: Callable[[], Client], requests: Sequence[Request], *, expect: int, warm: int = WARM
) -> Cost:
    """Send the requests from four clients at once; the first ``warm`` of them are not counted, so that every worker has
    its connections, its plans and its templates. Raises RuntimeError at an answer with another status than ``expect``.
    """
    clients = [make_client() for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        _ask_together(pool, clients, requests[:warm], expect)
        before = server.seconds()
        taken = _ask_together(pool, clients, requests[warm:], expect)
        used = server.seconds() - before
    return Cost(used * 1000 / len(taken), _part(taken, 0.50), _part(taken, 0.99), len(taken))


def _ask_together(
    pool: ThreadPoolExecutor, clients: Sequence[Client], requests: Sequence[Request], expect: int
) -> list[float]:
    """Each client its share of the requests; how long every one took, in order of length."""
    shares = [requests[number::CLIENTS] for number in range(CLIENTS)]
    return sorted(t for times in pool.map(_ask_all, clients, shares, [expect] * CLIENTS) for t in times)


def _ask_all(client: Client, requests: Sequence[Request], expect: int) -> list[float]:
    taken = []
    for request in requests:
        started = time.perf_counter()
        answer = client.ask(request)
        taken.append((time.perf_counter() - started) * 1000)
        _check(answer, request, expect)
    return taken


def _check(answer: Answer, request: Request, expect: int) -> None:
    if answer.status != expect:
        words = re.sub(r"<[^>]+>|\s+", " ", answer.body.decode(errors="replace"))[:600]
        raise RuntimeError(f"{request.path} answered {answer.status} instead of {expect}: {words}")


def _part(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def repeated(requests: Sequence[Request], count: int) -> list[Request]:
    """The requests over and over, ``count`` in all."""

    def endless() -> Iterator[Request]:
        while True:
            yield from requests

    return list(islice(endless(), count))
