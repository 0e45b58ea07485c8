"""The few errors of the domain: each has a status, says what did not happen and why, and what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coordination.kernel.messages import N_, Message


class DomainError(Exception):
    """Something asked for cannot be done; ``message`` says so in words, ``advice`` what would help."""

    status = 400
    title = N_("This could not be done")

    def __init__(self, message: Message | str, advice: Message | str | None = None) -> None:
        super().__init__(str(message))
        self.message = message if isinstance(message, Message) else Message(message)
        self.advice = Message(advice) if isinstance(advice, str) else advice


class NotFound(DomainError):
    """The thing does not exist, or the asker may not know that it does: both look the same."""

    status = 404
    title = N_("This page was not found")

    def __init__(self) -> None:
        super().__init__(
            N_("There is nothing at this address, or it is not open to you."),
            N_("Check the address, or start again from Today."),
        )


class Refused(DomainError):
    """The actor may see the thing but has not the right to this act."""

    status = 403
    title = N_("You have no right to this")


class WrongState(DomainError):
    """The move does not start from the state the thing is in now."""

    status = 409
    title = N_("The state has changed")


class Unmet(DomainError):
    """One or more needs of a move are not there; ``needs`` maps each code to its message."""

    status = 422
    title = N_("Something is missing")

    def __init__(self, needs: Mapping[str, Message]) -> None:
        self.needs = dict(needs)
        super().__init__(next(iter(self.needs.values())))


class Invalid(DomainError):
    """What was typed does not fit; ``field`` names the form field it belongs to."""

    status = 422
    title = N_("Something does not fit")

    def __init__(
        self, message: Message | str, *, field: str | None = None, advice: Message | str | None = None
    ) -> None:
        super().__init__(message, advice)
        self.field = field


class Difference(NamedTuple):
    """What was typed into a field and what is saved; ``name`` is the field's, empty where it has several values."""

    label: str
    mine: str
    saved: str
    name: str = ""


class Stale(DomainError):
    """Somebody else saved first; ``differences`` holds both texts, so that nothing typed is lost."""

    status = 409
    title = N_("Two people have changed this")

    def __init__(self, differences: Sequence[Difference] = (), *, by: str | None = None) -> None:
        super().__init__(
            N_("Somebody else saved this while your page was open. Your text is kept below."),
            N_("Compare both texts, keep what is right and save again."),
        )
        self.differences = list(differences)
        self.by = by


class TooMany(DomainError):
    """A counted limit is used up."""

    status = 429
    title = N_("Too many attempts")


class Unavailable(DomainError):
    """A part the request needs does not answer now; nothing was changed."""

    status = 503
    title = N_("Not available for the moment")
