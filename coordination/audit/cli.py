"""The command that checks the trail."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from coordination.audit.verify import verify


@click.command("verify-audit")
@with_appcontext
def verify_audit() -> None:
    """Check every chain of the audit trail, its head and its anchors; exit with 1 and say where it breaks."""
    verdict = verify()
    click.echo(f"{verdict.rows} rows in {verdict.chains} chains, {verdict.anchors} anchors checked.")
    for finding in verdict.findings:
        click.echo(str(finding), err=True)
    if verdict.findings:
        raise SystemExit(1)
    click.echo("The trail is whole.")
