"""The features of the application, left to right: each registers its pages, commands and what it listens to."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from coordination import cli, health, processes
from coordination.accounts import views as accounts
from coordination.actions import views as actions
from coordination.activities import views as activities
from coordination.archive import cli as archive
from coordination.audit import views as audit
from coordination.backup import cli as backup
from coordination.cases import views as cases
from coordination.circulars import views as circulars
from coordination.data_calls import views as data_calls
from coordination.demo import cli as demo
from coordination.directory import views as directory
from coordination.exports import views as exports
from coordination.figures import (
    funnel,  # noqa: F401
    keeping,  # noqa: F401  (listens to what is stored)
)
from coordination.figures import jobs as figure_jobs  # noqa: F401
from coordination.figures import views as figures
from coordination.groups import views as groups
from coordination.home import views as home
from coordination.imports import views as imports
from coordination.indicators import views as indicators
from coordination.meetings import events as meeting_events  # noqa: F401
from coordination.meetings import occurrences  # noqa: F401
from coordination.meetings import views as meetings
from coordination.minutes import consequences as minutes_consequences  # noqa: F401
from coordination.minutes import events as minutes_events  # noqa: F401
from coordination.minutes import jobs as minutes_jobs  # noqa: F401
from coordination.minutes import views as minutes
from coordination.notices import views as notices
from coordination.outbox import cli as outbox_cli
from coordination.outcomes import views as outcomes
from coordination.points import views as points
from coordination.programmes import views as programmes
from coordination.public import views as public
from coordination.referrals import consequences, events  # noqa: F401  (they register themselves)
from coordination.referrals import jobs as referral_jobs  # noqa: F401
from coordination.referrals import views as referrals
from coordination.registrations import views as registrations
from coordination.reports import views as reports
from coordination.resolutions import views as resolutions
from coordination.search import views as search
from coordination.vault import jobs  # noqa: F401  (its job registers itself)

FEATURES: tuple[Callable[[Flask], None], ...] = (
    cli.register,
    health.register,
    processes.register,
    outbox_cli.register,
    directory.register,
    accounts.register,
    imports.register,
    registrations.register,
    cases.register,
    referrals.register,
    outcomes.register,
    groups.register,
    meetings.register,
    resolutions.register,
    actions.register,
    minutes.register,
    activities.register,
    points.register,
    programmes.register,
    figures.register,
    indicators.register,
    data_calls.register,
    circulars.register,
    reports.register,
    notices.register,
    search.register,
    public.register,
    exports.register,
    home.register,
    audit.register,
    backup.register,
    archive.register,
    demo.register,
)
