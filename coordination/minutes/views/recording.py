"""The text of an entry: saving it, what another recorder saved, two texts, and every text that was saved."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import flash, g, jsonify, make_response, redirect, render_template, request
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.errors import DomainError
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.locale import current
from coordination.meetings.titles import title_of
from coordination.minutes.cards import cards_of
from coordination.minutes.commands import recording
from coordination.minutes.commands.recording import Clash
from coordination.minutes.merging import differences
from coordination.minutes.models import Block
from coordination.minutes.owners import name_in_line
from coordination.minutes.queries import recording as queries
from coordination.minutes.queries.recording import Recorded, Records
from coordination.minutes.views.blueprint import bp
from coordination.minutes.views.recording_page import (
    WORDS,
    cards_context,
    desk_url,
    draw_desk,
    number_of,
    refused,
    wants_json,
)

OWN_LINES = {
    "merge": N_("Both texts were brought together."),
    "mine": N_("Your text was saved."),
    "saved": N_("The saved text stays; yours is in the history."),
}


# --- the text -------------------------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/text")
@sees("minutes.record", find=queries.get_recorded)
def save_block(entry: Recorded) -> Any:
    """Save the text of an entry; with a script every moment, without one by its button."""
    text, since = request.form.get("text", ""), number_of(request.form.get("revision"))
    try:
        saved = recording.save(g.actor, entry, text=text, from_revision=since)
    except Clash as clash:
        return _draw_clash(entry, clash), 409
    except DomainError as error:
        return refused(entry, error, typed=text)
    if not wants_json():
        flash(_("The text was saved."), "done")
        return redirect(desk_url(entry), 303)
    records = saved.records or queries.list_records([entry.entry.id])
    return jsonify(_state(entry, records, sent=recording.as_typed(text)) | {"mine": saved.mine})


@bp.get("/entries/<public_id:entry_id>/text")
@sees("minutes.record", find=queries.get_recorded)
def block(entry: Recorded) -> Any:
    """What another recorder has saved since the revision that the page has; 304 where nothing."""
    tag = f"r{entry.revision}"
    if request.if_none_match.contains(tag):
        response = make_response("", 304)
    else:
        records = queries.list_records([entry.entry.id])
        response = jsonify(_state(entry, records))
    response.set_etag(tag)
    return response


def _state(entry: Recorded, records: Records, sent: str | None = None) -> dict[str, Any]:
    """The saved text with its cards; the text itself only where it is not what was sent, the cards only where the page
    has others."""
    html = render_template("minutes/_record_cards.html", **cards_context(entry, entry.entry, entry.text, records))
    tag = hashlib.sha256(html.encode()).hexdigest()[:12]
    block = entry.block
    other = block is not None and block.saved_by_id != g.actor.person_id and block.saved_by is not None
    state: dict[str, Any] = {
        "revision": entry.revision,
        "saved": _in_words("saved", time=say.clock_time(_saved_at(block))) if block else "",
        "lacking": [card.index for card in cards_of(entry, entry.text, records) if card.missing],
        "tag": tag,
    }
    if sent != entry.text:
        state["text"] = entry.text
    if request.values.get("tag") != tag:
        state["cards"] = html
    if other and block is not None and block.saved_by is not None:
        name = name_in_line(block.saved_by, current())
        state["other"] = _in_words("together", name=name)
    return state


def _in_words(name: str, /, **values: str) -> str:
    """One of the status line's sentences."""
    sentence = WORDS[name]
    return say.message(Message(sentence, **values))


def _saved_at(block: Block) -> Any:
    return block.saved_at or clock.now()


@bp.post("/entries/<public_id:entry_id>/text/settle")
@sees("minutes.record", find=queries.get_recorded)
def settle_clash(entry: Recorded) -> Any:
    """Which of two texts holds, or both together."""
    form = request.form
    how: recording.How = "mine" if form.get("how") == "mine" else "saved" if form.get("how") == "saved" else "merge"
    try:
        saved = recording.settle_clash(
            g.actor,
            entry,
            text=form.get("text", ""),
            from_revision=number_of(form.get("revision")),
            seen=number_of(form.get("seen")),
            how=how,
        )
    except Clash as clash:
        return _draw_clash(entry, clash), 409
    except DomainError as error:
        return refused(entry, error, typed=form.get("text", ""))
    if not wants_json():
        flash(say.message(OWN_LINES[how]), "done")
        return redirect(desk_url(entry), 303)
    records = saved.records or queries.list_records([entry.entry.id])
    return jsonify(_state(entry, records) | {"mine": saved.mine})


def _draw_clash(entry: Recorded, clash: Clash) -> Any:
    """Both texts beside each other: in place of the text with a script, else on the page."""
    entry = clash.recorded
    if wants_json():
        html = render_template(
            "minutes/_record_clash.html",
            clash=clash,
            runs=differences(clash.mine, clash.saved),
            entry=entry.entry,
        )
        return jsonify(clash=html, revision=clash.revision)
    return draw_desk(entry, entry.entry.public_id, clash=clash, typed=clash.mine)


@bp.get("/entries/<public_id:entry_id>/revisions")
@sees("minutes.record", find=queries.get_recorded)
def revisions(entry: Recorded) -> str:
    """Every text that was saved, the newest first, each with what it changed."""
    rows = queries.list_revisions(entry.block) if entry.block is not None else []
    before = [row.text for row in rows[1:]] + [""]
    return render_template(
        "minutes/record_revisions.html",
        recorded=entry,
        entry=entry.entry,
        title=title_of(entry.entry),
        saves=[(row, differences(row.text, earlier)) for row, earlier in zip(rows, before, strict=False)],
        back=desk_url(entry),
    )
