"""Rights over groups, meetings, minutes, resolutions and actions, one line an act."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.access.relation import AnyOf, Relation
from coordination.access.roles import (
    administrator,
    agency_liaison,
    any_member,
    auditor,
    host_head,
    own,
    reviewer,
    system,
)
from coordination.access.seats import (
    action_member,
    action_owner,
    action_secretary,
    action_verifier,
    alternate,
    attendee,
    bound_desk,
    contributor,
    group_chair,
    group_member,
    group_secretary,
    hosting_head,
    invitee,
    issuer_liaison,
    issuer_member,
    item_alternate,
    item_member,
    item_observer,
    listed_alternate,
    listed_member,
    listed_observer,
    meeting_alternate,
    meeting_chair,
    meeting_member,
    meeting_observer,
    meeting_secretary,
    member_agency_liaison,
    minutes_alternate,
    minutes_chair,
    minutes_member,
    minutes_observer,
    minutes_secretary,
    observer,
    owner_head,
    owner_liaison,
    proposer,
    resolution_alternate,
    resolution_member,
    resolution_observer,
    seat_agency_desk,
    seat_confirming_head,
    shared_phrase_keeper,
    signatory,
    source_liaison,
)

RULES: Mapping[str, Relation | AnyOf] = {
    # groups
    "group.list": any_member | listed_member | listed_alternate | listed_observer | administrator,
    "group.view": any_member | group_member | alternate | observer | administrator,
    "group.figures": group_secretary | group_chair | hosting_head | auditor,  # sums of meetings, of those below it too
    "group.create": host_head | administrator,
    "group.edit": group_secretary | group_chair | hosting_head | administrator,
    "seat.edit": group_secretary | hosting_head | administrator,
    "seat.appoint_officer": hosting_head | administrator,  # chair and secretary
    "seat.delegate": seat_agency_desk | group_secretary | hosting_head,
    "seat.settle": group_secretary | hosting_head,  # whose members and observers need no confirmation
    "seat.settle_officer": hosting_head,
    "seat.confirm": seat_confirming_head,
    "cadence.edit": group_secretary,
    "phrase.edit": group_secretary | shared_phrase_keeper,
    # moves of a meeting, an agenda item and an agenda entry
    "meeting.announce": group_secretary,
    "meeting.publish_agenda": group_secretary,
    "meeting.open": group_secretary | group_chair,
    "meeting.recess": group_secretary | group_chair,
    "meeting.resume": group_secretary | group_chair,
    "meeting.end": group_secretary | group_chair,
    "meeting.reopen": group_secretary,
    "meeting.declare_no_quorum": group_secretary | group_chair,
    "meeting.cancel": group_secretary,
    "meeting.close": system,
    "agenda_item.accept": group_secretary | group_chair | system,
    "agenda_item.decline": group_secretary | group_chair,
    "agenda_item.withdraw": proposer | group_secretary,
    "agenda_item.close": system,
    "agenda_item.reopen": group_secretary | system,
    "agenda_entry.decide": group_secretary,
    "agenda_entry.note": group_secretary,
    "agenda_entry.defer": group_secretary,
    "agenda_entry.refer": group_secretary,
    "agenda_entry.not_reached": group_secretary | system,
    "agenda_entry.withdraw": group_secretary,
    "agenda_entry.reopen": group_secretary,
    # other acts on meetings and agendas
    "meeting.list": meeting_member | meeting_alternate | meeting_observer | invitee,
    "meeting.view": meeting_member | meeting_alternate | meeting_observer | invitee,
    "meeting.create": group_secretary,
    "meeting.edit": group_secretary,
    "meeting.answer": invitee,
    "agenda.edit": group_secretary,
    "agenda_item.propose": group_member | member_agency_liaison,
    "agenda_item.view": item_member | item_alternate | item_observer | proposer,
    "agenda_item.attach": proposer | group_secretary,
    "attendance.record": group_secretary | group_chair,
    "calendar.feed": own,
    "referral.table": reviewer,
    # moves of minutes and signatures
    "minutes.circulate": group_secretary,
    "minutes.revise": group_secretary,
    "minutes.approve": group_chair | system,
    "minutes.sign": system,
    "signature.sign": signatory | group_secretary,
    "signature.refuse": signatory,
    "signature.waive": group_secretary,
    # other acts on minutes
    "minutes.record": meeting_secretary,
    "minutes.project": meeting_secretary | meeting_chair,
    "minutes.view": (
        minutes_secretary | minutes_chair | minutes_member | minutes_alternate | minutes_observer | attendee
    ),
    "signature.sign_own": signatory,  # with the password
    "signature.check_scan": group_secretary,
    "minutes.comment": attendee | minutes_member,
    "minutes.assent": attendee | minutes_member,
    "minutes.answer_comment": group_secretary,
    "minutes.waive_check": group_secretary,
    # moves of a resolution
    "resolution.put": group_secretary | group_chair,
    "resolution.adopt": group_secretary,
    "resolution.reject": group_secretary,
    "resolution.defer": group_secretary,
    "resolution.withdraw": group_secretary,
    "resolution.reopen": group_secretary,
    "resolution.enter_into_force": system,
    "resolution.record": group_secretary | issuer_liaison,
    "resolution.implement": group_secretary | group_chair,
    "resolution.implement_partly": group_secretary | group_chair,
    "resolution.give_up": group_chair,
    "resolution.supersede": system,
    "resolution.revoke": system,
    # other acts on resolutions
    "resolution.list": resolution_member | resolution_alternate | resolution_observer | bound_desk | issuer_member,
    "resolution.view": resolution_member | resolution_alternate | resolution_observer | bound_desk | issuer_member,
    "resolution.edit": group_secretary | issuer_liaison,
    "resolution.enter": agency_liaison | group_secretary,
    "resolution.publish": group_secretary,
    # moves of an action and an extension
    "action.issue": group_secretary | source_liaison | system,
    "action.accept": action_owner | owner_liaison,
    "action.dispute": action_owner | owner_liaison,
    "action.dismiss_dispute": group_secretary | source_liaison,
    "action.transfer": group_secretary | owner_liaison,
    "action.start": action_owner,
    "action.block": action_owner,
    "action.unblock": action_owner,
    "action.report_done": action_owner,
    "action.verify": action_verifier,
    "action.send_back": action_verifier,
    "action.cancel": group_chair | group_secretary | source_liaison,
    "extension.grant": group_secretary | group_chair | source_liaison,
    "extension.refuse": group_secretary | group_chair | source_liaison,
    # other acts on actions
    "action.view": (
        action_owner
        | contributor
        | owner_liaison
        | action_verifier
        | action_member
        | owner_head
        | action_secretary
        | source_liaison
    ),
    "action.list": own,
    "action.list_own": action_owner,
    "action.list_agency": owner_liaison | owner_head,
    "action.list_group": action_member,
    "action.list_verify": action_verifier,
    "action.create": group_secretary,
    "action.edit": group_secretary,
    "action.note": action_owner | contributor,
    "action.contributors": action_owner | action_secretary,
    "action.rule": action_secretary | source_liaison,  # disputes and requests for more time, in lists and counts
    "extension.request": action_owner,
}
