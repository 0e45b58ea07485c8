"""Signatures: given with the password or by a checked scan, refused, or gone without; each in its turn."""

from __future__ import annotations

from coordination import workflow
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_, Message
from coordination.minutes.models import HowSigned, Signature, SignatureState
from coordination.minutes.needs import SignatureFacts
from coordination.vault import files
from coordination.vault.files import StoredFile
from coordination.vault.models import OwnerKind


def sign(actor: Actor, signature: Signature, *, password_given: bool) -> None:
    """Sign in one's own name; ``password_given``: the own password was typed again and fits. Raises WrongState before
    it is one's turn, Unmet without the password."""
    _sign(actor, signature, HowSigned.PASSWORD, SignatureFacts(password_given=password_given))


def sign_scan(actor: Actor, signature: Signature, *, scan: StoredFile | None, checked: bool) -> None:
    """The secretary attaches the paper that was signed by hand and says that it was checked. Raises WrongState out of
    turn, Unmet without the paper or the check."""
    if scan is not None and actor.person_id is not None:
        files.attach(scan, OwnerKind.SIGNATURE, signature.id, by_id=actor.person_id)
    _sign(actor, signature, HowSigned.SCAN, SignatureFacts(scan_checked=scan is not None and checked))


def refuse_signature(actor: Actor, signature: Signature, *, reason: str) -> None:
    """Refuse to sign, for a reason that will stand on the paper."""
    _end(actor, signature, "refuse", reason)


def waive_signature(actor: Actor, signature: Signature, *, reason: str) -> None:
    """Go on without a signature, for a reason that will stand on the paper."""
    _end(actor, signature, "waive", reason)


def first_before(signature: Signature) -> Signature | None:
    """The signature that has to come first; None when it is this one's turn. ``minutes.signatures`` must be loaded."""
    return next(
        (
            other
            for other in signature.minutes.signatures
            if other.position < signature.position and other.state == SignatureState.PENDING
        ),
        None,
    )


def _sign(actor: Actor, signature: Signature, how: HowSigned, facts: SignatureFacts) -> None:
    _in_turn(signature)
    with db.session.no_autoflush:
        workflow.perform(actor, signature, "sign", facts=facts)
        signature.how, signature.signed_at = how, clock.now()
    db.session.flush()


def _end(actor: Actor, signature: Signature, move: str, reason: str) -> None:
    workflow.perform(actor, signature, move, facts=SignatureFacts(note=reason), note=reason)
    signature.reason = reason


def _in_turn(signature: Signature) -> None:
    first = first_before(signature)
    if first is not None and signature.state == SignatureState.PENDING:
        raise WrongState(
            Message(N_("The signatures are given in order, and that of %(name)s comes first."), name=first.person.name),
            N_("You will be told when it is your turn."),
        )
