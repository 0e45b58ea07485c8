"""Rights over the network's work, its figures and the register of organisations, one line an act."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.access.asking import (
    asked_desk,
    asked_desk_of_any,
    asked_liaison,
    delivery_staff,
    dividing_liaison,
    receiving_desk,
    receiving_desk_of_any,
    receiving_liaison,
    sheet_staff,
)
from coordination.access.issuing import (
    activity_source,
    applicant,
    call_staff,
    circular_reader,
    circular_staff,
    distribution_staff,
    figures_head,
    indicator_member,
    indicator_staff,
    issuer_member_of_activity,
    issuer_staff,
    memorandum_head,
    memorandum_party,
    memorandum_staff,
    outside_police,
    parent_head,
    point_group_member,
    point_secretary,
    programme_evaluator,
    programme_member,
    programme_partner,
    programme_staff,
    registrar,
    registration_head,
    report_member,
    report_staff,
    unit_staff,
)
from coordination.access.relation import AnyOf, Relation
from coordination.access.roles import (
    administrator,
    agency_head,
    agency_liaison,
    any_member,
    auditor,
    system,
)
from coordination.access.seats import (
    group_chair,
    group_member,
    group_secretary,
    listed_chair,
    listed_secretary,
)

RULES: Mapping[str, Relation | AnyOf] = {
    # activities
    "activity.list": issuer_member_of_activity,
    "activity.view": issuer_member_of_activity,
    "activity.edit": issuer_staff,
    "activity.give_action": activity_source,
    "occasion.edit": administrator,
    # watched points and visit rounds
    "point.list": unit_staff | point_group_member,
    "point.view": unit_staff | point_group_member,
    "point.coordinates": unit_staff | point_group_member,
    "point.create": unit_staff | point_secretary,
    "point.edit": unit_staff | point_secretary,
    "point.coverage": outside_police,  # counts of a district, no place
    "round.record": unit_staff,
    # moves of a programme and a memorandum
    "programme.start": programme_staff,
    "programme.finish": programme_staff,
    "memorandum.sign": memorandum_head,
    "memorandum.terminate": memorandum_head,
    "memorandum.expire": system,
    # other acts on programmes, memoranda and indicators
    "programme.list": programme_member | programme_partner | programme_evaluator,
    "programme.view": programme_member | programme_partner | programme_evaluator,
    "programme.create": programme_staff,
    "programme.edit": programme_staff,
    "memorandum.list": memorandum_staff | memorandum_party,
    "memorandum.view": memorandum_staff | memorandum_party,
    "memorandum.edit": memorandum_staff,
    "indicator.list": indicator_member,
    "indicator.view": indicator_member,
    "indicator.enter": indicator_staff,
    # moves of a data call, an answer sheet and a delivery
    "data_call.open": call_staff,
    "data_call.close": call_staff,
    "data_call.reopen": call_staff,
    "answer_sheet.submit": asked_liaison,
    "answer_sheet.return": sheet_staff,
    "answer_sheet.accept": sheet_staff,
    "delivery.dispatch": delivery_staff,
    "delivery.confirm": receiving_liaison,
    # other acts on data calls and distributions
    "data_call.list": call_staff | asked_desk_of_any,
    "data_call.view": call_staff,
    "data_call.edit": call_staff,
    "answer_sheet.view": sheet_staff | asked_desk,
    "answer_sheet.fill": asked_liaison,
    "distribution.list": distribution_staff | receiving_desk_of_any,
    "distribution.view": distribution_staff,
    "distribution.edit": distribution_staff,
    "delivery.view": delivery_staff | receiving_desk,
    "delivery.divide": dividing_liaison,
    # moves of a circular
    "circular.send": circular_staff,
    "circular.recall": circular_staff,
    # other acts on circulars
    "circular.list": circular_staff | circular_reader,
    "circular.view": circular_staff | circular_reader,
    "circular.edit": circular_staff,
    "circular.acknowledge": circular_reader,
    # moves of a report
    "report.publish": report_staff,
    "report.withdraw": report_staff,
    # other acts on reports
    "report.list": report_staff | report_member,
    "report.view": report_staff | report_member,
    "report.edit": report_staff,
    # moves of a registration
    "registration.submit": applicant,
    "registration.return": registrar,
    "registration.approve": registrar,
    "registration.refuse": registrar,
    "registration.suspend": registrar,
    "registration.restore": registrar,
    "registration.renew": registrar,
    "registration.lapse": system,
    # other acts on the register of organisations
    "registration.apply": applicant,
    "registration.list": registrar,
    "registration.view": registrar | registration_head,
    "registration.invite": registrar,
    "registration.edit": registrar,
    # figures: counts, never a child
    "figures.view": agency_head | group_chair | group_secretary | auditor,
    "figures.view_agency": figures_head | parent_head,
    "figures.view_group": listed_chair | listed_secretary,
    "figures.view_all": auditor,  # and no part of it: what is left of a whole without a part would be a part too
    "figures.rows": agency_head | agency_liaison,
    # registers taken out
    "export.make": any_member | group_member | auditor,
    "public.edit": administrator,
    "agency.overview": agency_head,
}
