"""Groups, seats, cadences; meetings and agendas; minutes, resolutions and actions; the group that leads an agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0002_add_groups_and_meetings'
down_revision = '0001_create_tables'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('action_digest',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('week_on', sa.Date(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_action_digest_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_digest')),
    sa.UniqueConstraint('person_id', 'week_on', name=op.f('uq_action_digest_person_id_week_on'))
    )
    op.create_table('calendar_feed',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_feed_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('public_id', name=op.f('uq_calendar_feed_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_feed_token_hash'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_person_id'), ['person_id'], unique=False)

    op.create_table('working_group',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('number_prefix', sa.String(length=12), nullable=False),
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('host_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('confidential', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('approval_rule', sa.String(length=32), nullable=False),
    sa.Column('tacit_days', sa.Integer(), nullable=False),
    sa.Column('quorum_kind', sa.String(length=32), nullable=False),
    sa.Column('quorum_value', sa.Integer(), nullable=False),
    sa.Column('quorum_agencies', sa.JSON(), nullable=False),
    sa.Column('majority', sa.String(length=32), nullable=False),
    sa.Column('issue_at', sa.String(length=32), nullable=False),
    sa.Column('signed_by', sa.String(length=32), nullable=False),
    sa.Column('secretary_votes', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("approval_rule IN ('chair', 'all_attendees', 'tacit', 'next_meeting')", name=op.f('ck_working_group_approval_rule_known')),
    sa.CheckConstraint("issue_at IN ('end', 'circulation', 'approval')", name=op.f('ck_working_group_issue_at_known')),
    sa.CheckConstraint("kind IN ('board', 'assembly', 'council', 'committee', 'working_group', 'headquarters')", name=op.f('ck_working_group_kind_known')),
    sa.CheckConstraint("majority IN ('simple', 'two_thirds', 'consensus')", name=op.f('ck_working_group_majority_known')),
    sa.CheckConstraint("quorum_kind <> 'share' OR quorum_value <= 100", name=op.f('ck_working_group_share_is_a_percentage')),
    sa.CheckConstraint("quorum_kind IN ('number', 'share')", name=op.f('ck_working_group_quorum_kind_known')),
    sa.CheckConstraint("signed_by IN ('chair', 'chair_and_secretary', 'all_attendees')", name=op.f('ck_working_group_signed_by_known')),
    sa.CheckConstraint('quorum_value > 0', name=op.f('ck_working_group_quorum_counts')),
    sa.CheckConstraint('tacit_days BETWEEN 1 AND 60', name=op.f('ck_working_group_tacit_days_fit')),
    sa.ForeignKeyConstraint(['host_agency_id'], ['agency.id'], name=op.f('fk_working_group_host_agency_id')),
    sa.ForeignKeyConstraint(['parent_id'], ['working_group.id'], name=op.f('fk_working_group_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_working_group')),
    sa.UniqueConstraint('code', name=op.f('uq_working_group_code')),
    sa.UniqueConstraint('number_prefix', name=op.f('uq_working_group_number_prefix')),
    sa.UniqueConstraint('public_id', name=op.f('uq_working_group_public_id'))
    )
    with op.batch_alter_table('working_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_working_group_host_agency_id'), ['host_agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_working_group_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index('ix_working_group_sort', ['active', 'sort_key', 'id'], unique=False)

    op.create_table('cadence',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('rule', sa.JSON(), nullable=False),
    sa.Column('starts', sa.Time(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('on_holiday', sa.String(length=32), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("on_holiday IN ('keep', 'skip', 'next', 'previous')", name=op.f('ck_cadence_on_holiday_known')),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_cadence_minutes_count')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_cadence_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cadence')),
    sa.UniqueConstraint('group_id', 'valid_from', name=op.f('uq_cadence_group_id_valid_from')),
    sa.UniqueConstraint('public_id', name=op.f('uq_cadence_public_id'))
    )
    with op.batch_alter_table('cadence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cadence_group_id'), ['group_id'], unique=False)

    op.create_table('meeting',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('second_call_of_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reason', sa.String(length=400), nullable=False),
    sa.Column('calendar_uid', sa.String(length=80), nullable=False),
    sa.Column('calendar_sequence', sa.Integer(), nullable=False),
    sa.Column('calendar_told', sa.JSON(), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recesses', sa.JSON(), nullable=False),
    sa.Column('current_entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('current_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('draft', 'announced', 'agenda_published', 'in_session', 'recessed', 'ended', 'closed', 'no_quorum', 'cancelled')", name=op.f('ck_meeting_state_known')),
    sa.CheckConstraint("state NOT IN ('ended', 'closed') OR ended_at IS NOT NULL", name=op.f('ck_meeting_ended_has_end')),
    sa.CheckConstraint("state NOT IN ('in_session', 'recessed', 'ended', 'closed') OR opened_at IS NOT NULL", name=op.f('ck_meeting_held_was_opened')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_meeting_ends_after_start')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_meeting_created_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_meeting_group_id')),
    sa.ForeignKeyConstraint(['second_call_of_id'], ['meeting.id'], name=op.f('fk_meeting_second_call_of_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('calendar_uid', name=op.f('uq_meeting_calendar_uid')),
    sa.UniqueConstraint('group_id', 'number', name=op.f('uq_meeting_group_id_number')),
    sa.UniqueConstraint('group_id', 'planned_on', name=op.f('uq_meeting_group_id_planned_on')),
    sa.UniqueConstraint('public_id', name=op.f('uq_meeting_public_id'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index('ix_meeting_group', ['group_id', 'starts_at', 'id'], unique=False)
        batch_op.create_index('ix_meeting_state', ['state', 'starts_at', 'id'], unique=False)

    op.create_table('phrase',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text', sa.String(length=400), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_phrase_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phrase')),
    sa.UniqueConstraint('public_id', name=op.f('uq_phrase_public_id'))
    )
    with op.batch_alter_table('phrase', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_phrase_group_id'), ['group_id'], unique=False)

    op.create_table('seat',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('holder_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('alternate_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('came', sa.String(length=32), nullable=False),
    sa.Column('letter', sa.String(length=120), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('lapse_told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("came IN ('appointed', 'elected')", name=op.f('ck_seat_came_known')),
    sa.CheckConstraint("kind IN ('chair', 'secretary', 'member', 'observer')", name=op.f('ck_seat_kind_known')),
    sa.CheckConstraint('agency_id IS NOT NULL OR holder_id IS NOT NULL', name=op.f('ck_seat_is_somebodys')),
    sa.CheckConstraint('alternate_id IS NULL OR alternate_id <> holder_id', name=op.f('ck_seat_alternate_is_another')),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_seat_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_seat_agency_id')),
    sa.ForeignKeyConstraint(['alternate_id'], ['person.id'], name=op.f('fk_seat_alternate_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_seat_confirmed_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_seat_group_id')),
    sa.ForeignKeyConstraint(['holder_id'], ['person.id'], name=op.f('fk_seat_holder_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_seat_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat')),
    sa.UniqueConstraint('public_id', name=op.f('uq_seat_public_id'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_alternate_id'), ['alternate_id'], unique=False)
        batch_op.create_index('ix_seat_group', ['group_id', 'position', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_seat_holder_id'), ['holder_id'], unique=False)

    op.create_table('skipped_day',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_skipped_day_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_skipped_day')),
    sa.UniqueConstraint('group_id', 'on', name=op.f('uq_skipped_day_group_id_on')),
    sa.UniqueConstraint('public_id', name=op.f('uq_skipped_day_public_id'))
    )
    with op.batch_alter_table('skipped_day', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_skipped_day_group_id'), ['group_id'], unique=False)

    op.create_table('attendance',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('seat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('guest_name', sa.String(length=120), nullable=False),
    sa.Column('capacity', sa.String(length=32), nullable=False),
    sa.Column('presence', sa.String(length=32), nullable=False),
    sa.Column('votes', sa.Boolean(), nullable=False),
    sa.Column('note', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("capacity = 'guest' OR seat_id IS NOT NULL", name=op.f('ck_attendance_member_has_seat')),
    sa.CheckConstraint("capacity IN ('member', 'alternate', 'guest')", name=op.f('ck_attendance_capacity_known')),
    sa.CheckConstraint("person_id IS NOT NULL OR guest_name <> ''", name=op.f('ck_attendance_is_somebody')),
    sa.CheckConstraint("presence IN ('expected', 'excused', 'absent', 'attended')", name=op.f('ck_attendance_presence_known')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_attendance_person_id')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_attendance_seat_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'person_id', name=op.f('uq_attendance_meeting_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attendance_public_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attendance_person_id'), ['person_id'], unique=False)

    op.create_table('invitee',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('seat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('guest_name', sa.String(length=120), nullable=False),
    sa.Column('guest_email', sa.String(length=254), nullable=False),
    sa.Column('answer', sa.String(length=32), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer_note', sa.String(length=400), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('told_sequence', sa.Integer(), nullable=True),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("answer IN ('none', 'yes', 'no', 'perhaps')", name=op.f('ck_invitee_answer_known')),
    sa.CheckConstraint("person_id IS NOT NULL OR guest_name <> ''", name=op.f('ck_invitee_is_somebody')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_invitee_meeting_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_invitee_person_id')),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_invitee_seat_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitee')),
    sa.UniqueConstraint('meeting_id', 'person_id', name=op.f('uq_invitee_meeting_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_invitee_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_invitee_token_hash'))
    )
    with op.batch_alter_table('invitee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitee_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index('ix_invitee_person', ['person_id', 'meeting_id'], unique=False)

    op.create_table('minutes',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('preamble', sa.Text(), nullable=False),
    sa.Column('waived', sa.JSON(), nullable=False),
    sa.Column('circulated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('review_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('approved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verify_code', sa.String(length=24), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state <> 'signed' OR signed_at IS NOT NULL", name=op.f('ck_minutes_signed_has_moment')),
    sa.CheckConstraint("state IN ('drafting', 'in_review', 'approved', 'signed')", name=op.f('ck_minutes_state_known')),
    sa.CheckConstraint("state NOT IN ('approved', 'signed') OR approved_at IS NOT NULL", name=op.f('ck_minutes_approved_has_moment')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_minutes_meeting_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes')),
    sa.UniqueConstraint('meeting_id', name=op.f('uq_minutes_meeting_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_minutes_public_id')),
    sa.UniqueConstraint('verify_code', name=op.f('uq_minutes_verify_code'))
    )
    with op.batch_alter_table('minutes', schema=None) as batch_op:
        batch_op.create_index('ix_minutes_state', ['state', 'review_until', 'id'], unique=False)

    op.create_table('attendance_interval',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('to_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('remote', sa.Boolean(), nullable=False),
    sa.CheckConstraint('to_at IS NULL OR to_at >= from_at', name=op.f('ck_attendance_interval_ends_after_start')),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_attendance_interval_attendance_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance_interval'))
    )
    with op.batch_alter_table('attendance_interval', schema=None) as batch_op:
        batch_op.create_index('ix_attendance_interval_attendance', ['attendance_id', 'from_at'], unique=False)

    op.create_table('minutes_assent',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_assent_minutes_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_minutes_assent_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_assent')),
    sa.UniqueConstraint('minutes_id', 'person_id', name=op.f('uq_minutes_assent_minutes_id_person_id'))
    )
    with op.batch_alter_table('minutes_assent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minutes_assent_minutes_id'), ['minutes_id'], unique=False)

    op.create_table('minutes_document',
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('attachment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("kind IN ('pdf', 'docx')", name=op.f('ck_minutes_document_kind_known')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_minutes_document_attachment_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_document_minutes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_document')),
    sa.UniqueConstraint('minutes_id', 'kind', name=op.f('uq_minutes_document_minutes_id_kind')),
    sa.UniqueConstraint('public_id', name=op.f('uq_minutes_document_public_id'))
    )
    op.create_table('signature',
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=32), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('how', sa.String(length=32), nullable=True),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reason', sa.String(length=400), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("how IS NULL OR how IN ('password', 'scan')", name=op.f('ck_signature_how_known')),
    sa.CheckConstraint("state <> 'signed' OR (signed_at IS NOT NULL AND how IS NOT NULL)", name=op.f('ck_signature_signed_somehow')),
    sa.CheckConstraint("state IN ('pending', 'signed', 'refused', 'waived')", name=op.f('ck_signature_state_known')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_signature_minutes_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_signature_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('minutes_id', 'person_id', name=op.f('uq_signature_minutes_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_signature_public_id'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.create_index('ix_signature_person', ['person_id', 'state'], unique=False)

    op.create_table('agenda_item',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('proposer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confidential', sa.Boolean(), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('minutes_of_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('source', sa.String(length=60), nullable=True),
    sa.Column('not_before', sa.Date(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind <> 'referral' OR referral_id IS NOT NULL", name=op.f('ck_agenda_item_referral_is_named')),
    sa.CheckConstraint("kind IN ('topic', 'minutes', 'actions', 'referral')", name=op.f('ck_agenda_item_kind_known')),
    sa.CheckConstraint("state IN ('proposed', 'open', 'declined', 'withdrawn', 'closed')", name=op.f('ck_agenda_item_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_agenda_item_agency_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_agenda_item_group_id')),
    sa.ForeignKeyConstraint(['minutes_of_id'], ['meeting.id'], name=op.f('fk_agenda_item_minutes_of_id')),
    sa.ForeignKeyConstraint(['proposer_id'], ['person.id'], name=op.f('fk_agenda_item_proposer_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_agenda_item_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item')),
    sa.UniqueConstraint('group_id', 'source', name=op.f('uq_agenda_item_group_id_source')),
    sa.UniqueConstraint('public_id', name=op.f('uq_agenda_item_public_id'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index('ix_agenda_item_group', ['group_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_item_proposer_id'), ['proposer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agenda_item_referral_id'), ['referral_id'], unique=False)

    op.create_table('agenda_entry',
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.String(length=32), nullable=False),
    sa.Column('minutes_planned', sa.Integer(), nullable=False),
    sa.Column('presenter', sa.String(length=120), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('late_reason', sa.String(length=400), nullable=False),
    sa.Column('outcome_note', sa.String(length=400), nullable=False),
    sa.Column('deferred_to_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('deferred_on', sa.Date(), nullable=True),
    sa.Column('referred_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('referred_group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('spent_seconds', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("purpose IN ('decision', 'discussion', 'information')", name=op.f('ck_agenda_entry_purpose_known')),
    sa.CheckConstraint("state <> 'deferred' OR deferred_to_id IS NOT NULL OR deferred_on IS NOT NULL", name=op.f('ck_agenda_entry_deferred_to_some_time')),
    sa.CheckConstraint("state <> 'referred' OR referred_agency_id IS NOT NULL OR referred_group_id IS NOT NULL", name=op.f('ck_agenda_entry_referred_to_somebody')),
    sa.CheckConstraint("state IN ('scheduled', 'decided', 'noted', 'deferred', 'referred', 'not_reached', 'withdrawn')", name=op.f('ck_agenda_entry_state_known')),
    sa.CheckConstraint('minutes_planned BETWEEN 1 AND 600', name=op.f('ck_agenda_entry_minutes_fit')),
    sa.ForeignKeyConstraint(['deferred_to_id'], ['meeting.id'], name=op.f('fk_agenda_entry_deferred_to_id')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_agenda_entry_item_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_entry_meeting_id')),
    sa.ForeignKeyConstraint(['referred_agency_id'], ['agency.id'], name=op.f('fk_agenda_entry_referred_agency_id')),
    sa.ForeignKeyConstraint(['referred_group_id'], ['working_group.id'], name=op.f('fk_agenda_entry_referred_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_entry')),
    sa.UniqueConstraint('meeting_id', 'item_id', name=op.f('uq_agenda_entry_meeting_id_item_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_agenda_entry_public_id'))
    )
    with op.batch_alter_table('agenda_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_entry_item_id'), ['item_id'], unique=False)
        batch_op.create_index('ix_agenda_entry_meeting', ['meeting_id', 'position', 'id'], unique=False)

    op.create_table('minutes_block',
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('saved_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint('revision >= 0', name=op.f('ck_minutes_block_revision_counts')),
    sa.ForeignKeyConstraint(['entry_id'], ['agenda_entry.id'], name=op.f('fk_minutes_block_entry_id')),
    sa.ForeignKeyConstraint(['saved_by_id'], ['person.id'], name=op.f('fk_minutes_block_saved_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_block')),
    sa.UniqueConstraint('entry_id', name=op.f('uq_minutes_block_entry_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_minutes_block_public_id'))
    )
    op.create_table('minutes_comment',
    sa.Column('minutes_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_minutes_comment_answered_by_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_minutes_comment_by_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['agenda_entry.id'], name=op.f('fk_minutes_comment_entry_id')),
    sa.ForeignKeyConstraint(['minutes_id'], ['minutes.id'], name=op.f('fk_minutes_comment_minutes_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_comment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_minutes_comment_public_id'))
    )
    with op.batch_alter_table('minutes_comment', schema=None) as batch_op:
        batch_op.create_index('ix_minutes_comment_minutes', ['minutes_id', 'id'], unique=False)

    op.create_table('recusal',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('attendance_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['attendance_id'], ['attendance.id'], name=op.f('fk_recusal_attendance_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['agenda_entry.id'], name=op.f('fk_recusal_entry_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recusal')),
    sa.UniqueConstraint('entry_id', 'attendance_id', name=op.f('uq_recusal_entry_id_attendance_id'))
    )
    with op.batch_alter_table('recusal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recusal_attendance_id'), ['attendance_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_recusal_entry_id'), ['entry_id'], unique=False)

    op.create_table('resolution',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('in_text', sa.Boolean(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confidential', sa.Boolean(), nullable=False),
    sa.Column('provisional_number', sa.String(length=40), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=True),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('in_force_on', sa.Date(), nullable=True),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('abstentions', sa.Integer(), nullable=True),
    sa.Column('consensus', sa.Boolean(), nullable=False),
    sa.Column('quorum', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('dissent', sa.Text(), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('effect', sa.String(length=32), nullable=True),
    sa.Column('effect_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('replacing', sa.String(length=32), nullable=True),
    sa.Column('replaces_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('outside_body', sa.String(length=200), nullable=False),
    sa.Column('outside_on', sa.Date(), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('entered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("effect IS NULL OR effect IN ('uphold', 'overrule', 'ask')", name=op.f('ck_resolution_effect_known')),
    sa.CheckConstraint("group_id IS NOT NULL OR outside_body <> ''", name=op.f('ck_resolution_is_somebodys')),
    sa.CheckConstraint("kind IN ('decision', 'recommendation', 'instruction', 'by_law')", name=op.f('ck_resolution_kind_known')),
    sa.CheckConstraint("outside_body <> '' OR entry_id IS NOT NULL", name=op.f('ck_resolution_comes_from_an_entry')),
    sa.CheckConstraint("replacing IS NULL OR replacing IN ('supersedes', 'revokes')", name=op.f('ck_resolution_replacing_known')),
    sa.CheckConstraint("state <> 'adopted' OR adopted_on IS NOT NULL", name=op.f('ck_resolution_adopted_has_day')),
    sa.CheckConstraint("state IN ('proposed', 'put', 'adopted', 'rejected', 'deferred', 'withdrawn', 'in_force', 'partially_implemented', 'implemented', 'not_implementable', 'superseded', 'revoked')", name=op.f('ck_resolution_state_known')),
    sa.CheckConstraint("state NOT IN ('in_force', 'partially_implemented', 'implemented', 'not_implementable', 'superseded', 'revoked') OR number IS NOT NULL", name=op.f('ck_resolution_in_force_has_number')),
    sa.CheckConstraint('(replacing IS NULL) = (replaces_id IS NULL)', name=op.f('ck_resolution_replaces_something')),
    sa.CheckConstraint('effect IS NULL OR referral_id IS NOT NULL', name=op.f('ck_resolution_effect_has_referral')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_resolution_agency_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['person.id'], name=op.f('fk_resolution_entered_by_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['agenda_entry.id'], name=op.f('fk_resolution_entry_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_resolution_group_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_resolution_meeting_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_resolution_referral_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['resolution.id'], name=op.f('fk_resolution_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolution')),
    sa.UniqueConstraint('group_id', 'number', name=op.f('uq_resolution_group_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_resolution_public_id'))
    )
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.create_index('ix_resolution_adopted', ['adopted_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resolution_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index('ix_resolution_entry', ['entry_id', 'position', 'id'], unique=False)
        batch_op.create_index('ix_resolution_group', ['group_id', 'in_force_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resolution_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_resolution_referral_id'), ['referral_id'], unique=False)
        batch_op.create_index('ix_resolution_state', ['state', 'adopted_on', 'id'], unique=False)

    op.create_table('action',
    sa.Column('number', sa.String(length=20), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('deliverable', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('priority', sa.String(length=32), nullable=False),
    sa.Column('confidential', sa.Boolean(), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('verifier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('owner_text', sa.String(length=120), nullable=False),
    sa.Column('due_text', sa.String(length=120), nullable=False),
    sa.Column('start_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('original_due_on', sa.Date(), nullable=True),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('meeting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('entry_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('source_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('in_text', sa.Boolean(), nullable=False),
    sa.Column('provisional', sa.Boolean(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result', sa.Text(), nullable=False),
    sa.Column('waiting_on', sa.String(length=200), nullable=False),
    sa.Column('dispute_code', sa.String(length=32), nullable=True),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("dispute_code IS NULL OR dispute_code IN ('not_ours', 'no_means', 'date', 'unclear', 'done_already')", name=op.f('ck_action_dispute_code_known')),
    sa.CheckConstraint("priority IN ('urgent', 'normal')", name=op.f('ck_action_priority_known')),
    sa.CheckConstraint("state <> 'blocked' OR waiting_on <> ''", name=op.f('ck_action_blocked_waits_on_something')),
    sa.CheckConstraint("state <> 'disputed' OR dispute_code IS NOT NULL", name=op.f('ck_action_disputed_has_reason')),
    sa.CheckConstraint("state IN ('draft', 'cancelled') OR (number IS NOT NULL AND agency_id IS NOT NULL AND owner_id IS NOT NULL AND due_on IS NOT NULL AND verifier_id IS NOT NULL)", name=op.f('ck_action_issued_is_complete')),
    sa.CheckConstraint("state IN ('draft', 'issued', 'accepted', 'disputed', 'in_progress', 'blocked', 'reported_done', 'verified', 'cancelled')", name=op.f('ck_action_state_known')),
    sa.CheckConstraint('verifier_id IS NULL OR verifier_id <> owner_id', name=op.f('ck_action_verifier_is_another')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_action_agency_id')),
    sa.ForeignKeyConstraint(['entry_id'], ['agenda_entry.id'], name=op.f('fk_action_entry_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_action_group_id')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_action_meeting_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_action_owner_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_action_recorded_by_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_action_referral_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolution.id'], name=op.f('fk_action_resolution_id')),
    sa.ForeignKeyConstraint(['source_agency_id'], ['agency.id'], name=op.f('fk_action_source_agency_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['person.id'], name=op.f('fk_action_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action')),
    sa.UniqueConstraint('number', name=op.f('uq_action_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_action_public_id'))
    )
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.create_index('ix_action_agency', ['agency_id', 'state', 'due_on', 'id'], unique=False)
        batch_op.create_index('ix_action_due', ['state', 'due_on', 'id'], unique=False)
        batch_op.create_index('ix_action_entry', ['entry_id', 'position', 'id'], unique=False)
        batch_op.create_index('ix_action_group', ['group_id', 'state', 'due_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index('ix_action_owner', ['owner_id', 'state', 'due_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_referral_id'), ['referral_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_resolution_id'), ['resolution_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_source_agency_id'), ['source_agency_id'], unique=False)
        batch_op.create_index('ix_action_verifier', ['verifier_id', 'state', 'due_on', 'id'], unique=False)

    op.create_table('mandate',
    sa.Column('resolution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_mandate_agency_id')),
    sa.ForeignKeyConstraint(['resolution_id'], ['resolution.id'], name=op.f('fk_mandate_resolution_id')),
    sa.PrimaryKeyConstraint('resolution_id', 'agency_id', name=op.f('pk_mandate'))
    )
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mandate_agency_id'), ['agency_id'], unique=False)

    op.create_table('minutes_block_revision',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('block_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['block_id'], ['minutes_block.id'], name=op.f('fk_minutes_block_revision_block_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_minutes_block_revision_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minutes_block_revision')),
    sa.UniqueConstraint('block_id', 'revision', name=op.f('uq_minutes_block_revision_block_id_revision'))
    )
    op.create_table('action_note',
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_note_action_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_action_note_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_note')),
    sa.UniqueConstraint('public_id', name=op.f('uq_action_note_public_id'))
    )
    with op.batch_alter_table('action_note', schema=None) as batch_op:
        batch_op.create_index('ix_action_note_action', ['action_id', 'id'], unique=False)

    op.create_table('action_reminder',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_reminder_action_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_reminder')),
    sa.UniqueConstraint('action_id', 'due_on', 'step', name=op.f('uq_action_reminder_action_id_due_on_step'))
    )
    op.create_table('contributor',
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_contributor_action_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_contributor_person_id')),
    sa.PrimaryKeyConstraint('action_id', 'person_id', name=op.f('pk_contributor'))
    )
    with op.batch_alter_table('contributor', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contributor_person_id'), ['person_id'], unique=False)

    op.create_table('extension',
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('granted_on', sa.Date(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('ruling', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('requested', 'granted', 'refused')", name=op.f('ck_extension_state_known')),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_extension_action_id')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['person.id'], name=op.f('fk_extension_asked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension')),
    sa.UniqueConstraint('public_id', name=op.f('uq_extension_public_id'))
    )
    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.create_index('ix_extension_action', ['action_id', 'id'], unique=False)
        batch_op.create_index('ix_extension_state', ['state', 'id'], unique=False)

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lead_group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_agency_lead_group_id'), ['lead_group_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_agency_lead_group_id'), 'working_group', ['lead_group_id'], ['id'])

    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('lead_group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_installation_lead_group_id'), 'working_group', ['lead_group_id'], ['id'])

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f('fk_meeting_current_entry_id'), 'agenda_entry', ['current_entry_id'], ['id'])

    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.alter_column('to_person_id', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True)

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_attachment_owner_kind_known'), type_='check')
        batch_op.create_check_constraint(
            'owner_kind_known',
            "owner_kind IN ('referral', 'case', 'consent', 'agenda_item', 'action', 'resolution', 'signature', 'minutes')",
        )


def downgrade() -> None:
    op.execute("DELETE FROM mail WHERE to_person_id IS NULL")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.alter_column('to_person_id', existing_type=sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False)

    op.execute("DELETE FROM attachment WHERE owner_kind NOT IN ('referral', 'case', 'consent')")
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_attachment_owner_kind_known'), type_='check')
        batch_op.create_check_constraint('owner_kind_known', "owner_kind IN ('referral', 'case', 'consent')")

    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_meeting_current_entry_id'), type_='foreignkey')

    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_installation_lead_group_id'), type_='foreignkey')
        batch_op.drop_column('lead_group_id')

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_agency_lead_group_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_agency_lead_group_id'))
        batch_op.drop_column('lead_group_id')

    with op.batch_alter_table('extension', schema=None) as batch_op:
        batch_op.drop_index('ix_extension_state')
        batch_op.drop_index('ix_extension_action')

    op.drop_table('extension')
    with op.batch_alter_table('contributor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_contributor_person_id'))

    op.drop_table('contributor')
    op.drop_table('action_reminder')
    with op.batch_alter_table('action_note', schema=None) as batch_op:
        batch_op.drop_index('ix_action_note_action')

    op.drop_table('action_note')
    op.drop_table('minutes_block_revision')
    with op.batch_alter_table('mandate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mandate_agency_id'))

    op.drop_table('mandate')
    with op.batch_alter_table('action', schema=None) as batch_op:
        batch_op.drop_index('ix_action_verifier')
        batch_op.drop_index(batch_op.f('ix_action_source_agency_id'))
        batch_op.drop_index(batch_op.f('ix_action_resolution_id'))
        batch_op.drop_index(batch_op.f('ix_action_referral_id'))
        batch_op.drop_index('ix_action_owner')
        batch_op.drop_index(batch_op.f('ix_action_meeting_id'))
        batch_op.drop_index('ix_action_group')
        batch_op.drop_index('ix_action_entry')
        batch_op.drop_index('ix_action_due')
        batch_op.drop_index('ix_action_agency')

    op.drop_table('action')
    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.drop_index('ix_resolution_state')
        batch_op.drop_index(batch_op.f('ix_resolution_referral_id'))
        batch_op.drop_index(batch_op.f('ix_resolution_meeting_id'))
        batch_op.drop_index('ix_resolution_group')
        batch_op.drop_index('ix_resolution_entry')
        batch_op.drop_index(batch_op.f('ix_resolution_agency_id'))
        batch_op.drop_index('ix_resolution_adopted')

    op.drop_table('resolution')
    with op.batch_alter_table('recusal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recusal_entry_id'))
        batch_op.drop_index(batch_op.f('ix_recusal_attendance_id'))

    op.drop_table('recusal')
    with op.batch_alter_table('minutes_comment', schema=None) as batch_op:
        batch_op.drop_index('ix_minutes_comment_minutes')

    op.drop_table('minutes_comment')
    op.drop_table('minutes_block')
    with op.batch_alter_table('agenda_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_agenda_entry_meeting')
        batch_op.drop_index(batch_op.f('ix_agenda_entry_item_id'))

    op.drop_table('agenda_entry')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_referral_id'))
        batch_op.drop_index(batch_op.f('ix_agenda_item_proposer_id'))
        batch_op.drop_index('ix_agenda_item_group')

    op.drop_table('agenda_item')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_index('ix_signature_person')

    op.drop_table('signature')
    op.drop_table('minutes_document')
    with op.batch_alter_table('minutes_assent', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_minutes_assent_minutes_id'))

    op.drop_table('minutes_assent')
    with op.batch_alter_table('attendance_interval', schema=None) as batch_op:
        batch_op.drop_index('ix_attendance_interval_attendance')

    op.drop_table('attendance_interval')
    with op.batch_alter_table('minutes', schema=None) as batch_op:
        batch_op.drop_index('ix_minutes_state')

    op.drop_table('minutes')
    with op.batch_alter_table('invitee', schema=None) as batch_op:
        batch_op.drop_index('ix_invitee_person')
        batch_op.drop_index(batch_op.f('ix_invitee_meeting_id'))

    op.drop_table('invitee')
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_person_id'))
        batch_op.drop_index(batch_op.f('ix_attendance_meeting_id'))

    op.drop_table('attendance')
    with op.batch_alter_table('skipped_day', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_skipped_day_group_id'))

    op.drop_table('skipped_day')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_holder_id'))
        batch_op.drop_index('ix_seat_group')
        batch_op.drop_index(batch_op.f('ix_seat_alternate_id'))
        batch_op.drop_index(batch_op.f('ix_seat_agency_id'))

    op.drop_table('seat')
    with op.batch_alter_table('phrase', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phrase_group_id'))

    op.drop_table('phrase')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index('ix_meeting_state')
        batch_op.drop_index('ix_meeting_group')

    op.drop_table('meeting')
    with op.batch_alter_table('cadence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_cadence_group_id'))

    op.drop_table('cadence')
    with op.batch_alter_table('working_group', schema=None) as batch_op:
        batch_op.drop_index('ix_working_group_sort')
        batch_op.drop_index(batch_op.f('ix_working_group_parent_id'))
        batch_op.drop_index(batch_op.f('ix_working_group_host_agency_id'))

    op.drop_table('working_group')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_person_id'))

    op.drop_table('calendar_feed')
    op.drop_table('action_digest')
