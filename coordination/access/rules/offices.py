"""Rights over agencies, people, the trail and what is one's own, one line an act."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.access.relation import AnyOf, Relation
from coordination.access.roles import (
    administrator,
    agency_head,
    agency_liaison,
    any_member,
    auditor,
    confirming_head,
    data_officer,
    head_of_person,
    host_head,
    only_head_of_person,
    own,
    role_confirming_head,
)
from coordination.access.seats import (
    group_secretary,
)

RULES: Mapping[str, Relation | AnyOf] = {
    # agencies and people
    "agency.list": any_member | administrator | auditor | data_officer,
    "agency.view": any_member | administrator | auditor | data_officer,
    "agency.create": administrator,
    "agency.edit": agency_head | administrator,
    "agency.register": administrator,
    "agency.publish": agency_head,
    "centre.edit": agency_head | administrator,
    "agency.places": agency_liaison | agency_head,
    "absence.edit": head_of_person | administrator,
    "handover.do": only_head_of_person | administrator,
    "person.list": agency_head | administrator,
    "person.complete": agency_head | administrator | agency_liaison | group_secretary,
    "person.view": head_of_person | administrator,
    "person.edit": only_head_of_person | administrator,
    "person.invite": agency_head | administrator,
    "person.disable": administrator,
    "person.end_sessions": only_head_of_person | administrator,
    "person.reset": only_head_of_person | administrator,
    "post.propose": agency_head | administrator,
    "post.confirm": confirming_head,
    "post.end": agency_head | administrator,
    "role.propose": administrator,
    "role.confirm": role_confirming_head,
    "role.end": host_head | administrator,
    "settings.edit": administrator,
    "holiday.edit": administrator,
    "need.edit": administrator,
    "import.run": administrator,
    # the trail
    "audit.view": auditor,
    # one's own
    "session.list": own,
    "session.end": own,
    "password.change": own,
    "profile.edit": own,
    "home.view": own,
    "notice.list": own,
    "notice.read": own,
    "filter.save": own,
}
