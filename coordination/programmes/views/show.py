"""The page of one programme: purpose, schedule, partners, money, what measures it, what was done for it."""

from __future__ import annotations

from flask import g, render_template, url_for

from coordination.access.web import sees
from coordination.actions.states import ACTION
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind
from coordination.lang import zone
from coordination.lang.spans import words
from coordination.moves import buttons_of
from coordination.programmes import consequences, queries
from coordination.programmes.commands.programmes import facts_of
from coordination.programmes.models import TERM_LABELS, Programme, ProgrammeState, Term
from coordination.programmes.schedule import schedule
from coordination.programmes.states import MEMORANDUM, PROGRAMME
from coordination.programmes.views.blueprint import bp


@bp.get("/programmes/<public_id:programme_id>")
@sees("programme.view", find=queries.get_programme)
def show(programme: Programme) -> str:
    """All of a programme; of its memoranda and actions those that the reader may open."""
    around = queries.list_around(g.actor, programme)
    group = programme.evaluation_group
    today = zone.today()
    return render_template(
        "programmes/show.html",
        programme=programme,
        around=around,
        allocated=sum(one.allocated for one in around.lines),
        spent=sum(one.spent for one in around.lines),
        schedule=schedule(programme.phases, today),
        today=today,
        look=PROGRAMME.look(programme.state),
        runs_on=programme.state != ProgrammeState.FINISHED,
        buttons=buttons_of(
            programme, facts_of(programme), lambda move: url_for(f".{move}", programme_id=programme.public_id)
        ),
        measures=consequences.measures(g.actor, programme),
        entries=queries.history(programme),
        sits=group is not None and any(seat.group_id == group.id for seat in g.actor.seats),
        term_of=lambda term: TERM_LABELS[Term(term)],
        kind_of=lambda kind: ACTIVITY_LABELS[ActivityKind(kind)],
        memorandum_look=MEMORANDUM.look,
        action_look=ACTION.look,
        period=words,
    )
