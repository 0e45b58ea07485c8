"""Periodic work of the vault: files whose row never came are removed."""

from __future__ import annotations

from datetime import timedelta

from coordination.kernel.clock import now
from coordination.outbox.jobs import periodic
from coordination.vault.files import sweep

ORPHAN_AGE = timedelta(days=1)


@periodic("vault.sweep_files", every=timedelta(days=1))
def sweep_files() -> None:
    """Files older than a day that no row names belong to acts that failed."""
    sweep(now() - ORPHAN_AGE)
