"""What a meeting without title and number is called."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

from coordination.kernel.messages import Message
from coordination.meetings.titles import listed_title, meeting_title

PLANNED = SimpleNamespace(title="", number=None, starts_at=datetime(2026, 3, 20, 21, 0, tzinfo=UTC))


def test_it_is_called_by_its_local_day_without_the_hour() -> None:
    title = meeting_title(PLANNED, PLANNED.starts_at)
    assert isinstance(title, Message)
    assert title.params["day"] == date(2026, 3, 21)


def test_a_list_with_the_time_beside_it_does_not_repeat_the_day() -> None:
    title = listed_title(PLANNED)
    assert isinstance(title, Message)
    assert not title.params
