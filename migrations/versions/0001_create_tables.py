"""The first tables: agencies, people, cases, referrals, notices, the trail, the outbox, attachments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from coordination.audit.models import protect, unprotect

revision = '0001_create_tables'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agency',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('parent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('legal_id', sa.String(length=20), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('address', sa.String(length=400), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('registered_until', sa.Date(), nullable=True),
    sa.Column('working_hours', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('ngo', 'charity', 'company', 'welfare', 'municipality', 'judiciary', 'police', 'education', 'ministry', 'international', 'cultural', 'other')", name=op.f('ck_agency_kind_known')),
    sa.ForeignKeyConstraint(['parent_id'], ['agency.id'], name=op.f('fk_agency_parent_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('code', name=op.f('uq_agency_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_agency_public_id'))
    )
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agency_parent_id'), ['parent_id'], unique=False)
        batch_op.create_index('ix_agency_sort', ['active', 'sort_key', 'id'], unique=False)

    op.create_table('attempt',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('bucket', sa.String(length=100), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempt')),
    sa.UniqueConstraint('bucket', name=op.f('uq_attempt_bucket'))
    )
    op.create_table('audit_head',
    sa.Column('chain', sa.String(length=32), nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('chain', name=op.f('pk_audit_head'))
    )
    op.create_table('code_counter',
    sa.Column('prefix', sa.String(length=16), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('last', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('prefix', 'year', name=op.f('pk_code_counter'))
    )
    op.create_table('holiday',
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('estimated', sa.Boolean(), nullable=False),
    sa.Column('observed', sa.Boolean(), nullable=False),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_holiday')),
    sa.UniqueConstraint('on', name=op.f('uq_holiday_on')),
    sa.UniqueConstraint('public_id', name=op.f('uq_holiday_public_id'))
    )
    op.create_table('job_run',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('period', sa.String(length=32), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', 'period', name=op.f('pk_job_run'))
    )
    op.create_table('lease',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('holder', sa.String(length=80), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_lease'))
    )
    op.create_table('outbox_event',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('available_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(length=80), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_event'))
    )
    with op.batch_alter_table('outbox_event', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_event_done', ['done_at'], unique=False)
        batch_op.create_index('ix_outbox_event_waiting', ['available_at'], unique=False, sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))

    op.create_table('person',
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('sort_key', sa.String(length=240), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('mobile', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('password_hash', sa.String(length=200), nullable=True),
    sa.Column('password_changed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('mail_notices', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('disabled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_person_public_id'))
    )
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_person_sort_key'), ['sort_key'], unique=False)

    op.create_table('processed',
    sa.Column('handler', sa.String(length=120), nullable=False),
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('handler', 'event_id', name=op.f('pk_processed'))
    )
    with op.batch_alter_table('processed', schema=None) as batch_op:
        batch_op.create_index('ix_processed_event', ['event_id'], unique=False)

    op.create_table('service_kind',
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('name_fa', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_service_kind'))
    )
    op.create_table('absence',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('deputy_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('deputy_id <> person_id', name=op.f('ck_absence_deputy_is_another')),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_absence_ends_after_start')),
    sa.ForeignKeyConstraint(['deputy_id'], ['person.id'], name=op.f('fk_absence_deputy_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_absence_person_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_absence_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_absence')),
    sa.UniqueConstraint('public_id', name=op.f('uq_absence_public_id'))
    )
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_absence_deputy_id'), ['deputy_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_absence_person_id'), ['person_id'], unique=False)

    op.create_table('attachment',
    sa.Column('owner_kind', sa.String(length=16), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key_id', sa.String(length=32), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('media_type', sa.String(length=80), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('stored_name', sa.String(length=40), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("owner_kind IN ('referral', 'case', 'consent')", name=op.f('ck_attachment_owner_kind_known')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_attachment_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attachment_public_id')),
    sa.UniqueConstraint('stored_name', name=op.f('uq_attachment_stored_name'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index('ix_attachment_owner', ['owner_kind', 'owner_id'], unique=False)

    op.create_table('audit_entry',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('chain', sa.String(length=32), nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('post_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('relation', sa.String(length=64), nullable=True),
    sa.Column('rule', sa.String(length=64), nullable=True),
    sa.Column('act', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=True),
    sa.Column('thing_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('frm', sa.String(length=32), nullable=True),
    sa.Column('to_state', sa.String(length=32), nullable=True),
    sa.Column('detail', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('note_ref', sa.String(length=16), nullable=True),
    sa.Column('key_id', sa.String(length=32), nullable=True),
    sa.Column('request_id', sa.String(length=64), nullable=True),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_audit_entry_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry')),
    sa.UniqueConstraint('chain', 'seq', name=op.f('uq_audit_entry_chain_seq'))
    )
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.create_index('ix_audit_entry_act', ['act', 'id'], unique=False)
        batch_op.create_index('ix_audit_entry_at', ['at', 'id'], unique=False)
        batch_op.create_index('ix_audit_entry_person', ['person_id', 'id'], unique=False)
        batch_op.create_index('ix_audit_entry_thing', ['kind', 'thing_id', 'id'], unique=False)

    op.create_table('centre',
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('districts', sa.JSON(), nullable=False),
    sa.Column('services', sa.JSON(), nullable=False),
    sa.Column('eligibility', sa.String(length=400), nullable=False),
    sa.Column('age_from', sa.Integer(), nullable=True),
    sa.Column('age_to', sa.Integer(), nullable=True),
    sa.Column('sexes', sa.JSON(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('places_free', sa.Integer(), nullable=True),
    sa.Column('places_free_on', sa.Date(), nullable=True),
    sa.Column('address', sa.String(length=400), nullable=False),
    sa.Column('address_public', sa.Boolean(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('day', 'residential', 'mobile_unit')", name=op.f('ck_centre_kind_known')),
    sa.CheckConstraint('capacity IS NULL OR capacity >= 0', name=op.f('ck_centre_capacity_counts')),
    sa.CheckConstraint('places_free IS NULL OR places_free >= 0', name=op.f('ck_centre_places_free_counts')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_centre_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_centre')),
    sa.UniqueConstraint('code', name=op.f('uq_centre_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_centre_public_id'))
    )
    with op.batch_alter_table('centre', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_centre_agency_id'), ['agency_id'], unique=False)

    op.create_table('client',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('key_id', sa.String(length=40), nullable=False),
    sa.Column('given_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('family_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('aliases_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('father_name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('birth_on_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('identity_number_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('identity_kind', sa.String(length=32), nullable=False),
    sa.Column('identity_digest', sa.String(length=64), nullable=True),
    sa.Column('phone_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('safe_contact_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('address_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('family_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('health_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('school_work_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('legal_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('sex', sa.String(length=32), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('birth_approximate', sa.Boolean(), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('district', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('interpreter_needed', sa.Boolean(), nullable=False),
    sa.Column('special_needs', sa.String(length=200), nullable=False),
    sa.Column('nationality', sa.String(length=40), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("identity_kind IN ('national_id', 'fida', 'faragir', 'passport', 'amayesh', 'none')", name=op.f('ck_client_identity_kind_known')),
    sa.CheckConstraint("sex IN ('girl', 'boy', 'unknown')", name=op.f('ck_client_sex_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_client_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client')),
    sa.UniqueConstraint('code', name=op.f('uq_client_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_client_public_id'))
    )
    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_client_agency_id'), ['agency_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_client_identity_digest'), ['identity_digest'], unique=False)

    op.create_table('clock_limit',
    sa.Column('clock', sa.String(length=32), nullable=False),
    sa.Column('priority', sa.String(length=16), nullable=False),
    sa.Column('route', sa.String(length=32), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(length=2), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("unit IN ('h', 'd', 'wd')", name=op.f('ck_clock_limit_unit_known')),
    sa.CheckConstraint('amount > 0', name=op.f('ck_clock_limit_amount_counts')),
    sa.CheckConstraint('route IS NOT NULL OR agency_id IS NOT NULL', name=op.f('ck_clock_limit_differs_for_somebody')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_clock_limit_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_clock_limit')),
    sa.UniqueConstraint('clock', 'priority', 'route', 'agency_id', name=op.f('uq_clock_limit_clock_priority_route_agency_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_clock_limit_public_id'))
    )
    op.create_table('installation',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name_fa', sa.String(length=120), nullable=False),
    sa.Column('name_en', sa.String(length=120), nullable=False),
    sa.Column('host_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('second_reviewer_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('set_up_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('id = 1', name=op.f('ck_installation_one_row')),
    sa.ForeignKeyConstraint(['host_agency_id'], ['agency.id'], name=op.f('fk_installation_host_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installation'))
    )
    op.create_table('installation_role',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('administrator', 'data_officer', 'auditor')", name=op.f('ck_installation_role_kind_known')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_installation_role_confirmed_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_installation_role_person_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_installation_role_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_installation_role')),
    sa.UniqueConstraint('public_id', name=op.f('uq_installation_role_public_id'))
    )
    with op.batch_alter_table('installation_role', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_installation_role_person_id'), ['person_id'], unique=False)

    op.create_table('mail',
    sa.Column('to_person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('body_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=80), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("state IN ('ready', 'sending', 'sent', 'failed')", name=op.f('ck_mail_state_known')),
    sa.ForeignKeyConstraint(['to_person_id'], ['person.id'], name=op.f('fk_mail_to_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('public_id', name=op.f('uq_mail_public_id'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_person', ['to_person_id', 'id'], unique=False)

    op.create_table('need_kind',
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('name_fa', sa.String(length=80), nullable=False),
    sa.Column('name_en', sa.String(length=80), nullable=False),
    sa.Column('service_kind', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['service_kind'], ['service_kind.code'], name=op.f('fk_need_kind_service_kind')),
    sa.PrimaryKeyConstraint('code', name=op.f('pk_need_kind'))
    )
    op.create_table('notice',
    sa.Column('event_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('url', sa.String(length=200), nullable=False),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_notice_event_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_notice_public_id'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index('ix_notice_person', ['person_id', 'at', 'id'], unique=False)
        batch_op.create_index('ix_notice_unread', ['person_id', 'read_at'], unique=False)

    op.create_table('one_time_link',
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("kind IN ('invitation', 'reset')", name=op.f('ck_one_time_link_kind_known')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_one_time_link_created_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_one_time_link_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_one_time_link')),
    sa.UniqueConstraint('public_id', name=op.f('uq_one_time_link_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_one_time_link_token_hash'))
    )
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_one_time_link_person_id'), ['person_id'], unique=False)

    op.create_table('post',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('proposed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('confirmed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refused_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('liaison', 'deputy', 'worker', 'head', 'court_liaison', 'registrar')", name=op.f('ck_post_kind_known')),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_post_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_post_agency_id')),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['person.id'], name=op.f('fk_post_confirmed_by_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_post_person_id')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_post_proposed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_post')),
    sa.UniqueConstraint('public_id', name=op.f('uq_post_public_id'))
    )
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.create_index('ix_post_agency_kind', ['agency_id', 'kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_post_person_id'), ['person_id'], unique=False)

    op.create_table('saved_filter',
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('list_name', sa.String(length=32), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('query', sa.JSON(), nullable=False),
    sa.Column('is_start', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_filter_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_filter')),
    sa.UniqueConstraint('person_id', 'list_name', 'name', name=op.f('uq_saved_filter_person_id_list_name_name')),
    sa.UniqueConstraint('public_id', name=op.f('uq_saved_filter_public_id'))
    )
    with op.batch_alter_table('saved_filter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_filter_person_id'), ['person_id'], unique=False)

    op.create_table('session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('device', sa.String(length=120), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_session_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_session_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_session_token_hash'))
    )
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_person_id'), ['person_id'], unique=False)

    op.create_table('case_file',
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('worker_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('file_number', sa.String(length=60), nullable=False),
    sa.Column('risk', sa.String(length=32), nullable=False),
    sa.Column('work_kind', sa.String(length=120), nullable=False),
    sa.Column('work_hours', sa.Integer(), nullable=True),
    sa.Column('work_hazardous', sa.Boolean(), nullable=False),
    sa.Column('in_school', sa.Boolean(), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('duplicates_checked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('duplicates_answer', sa.String(length=16), nullable=False),
    sa.Column('closing_summary_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("risk IN ('low', 'medium', 'high')", name=op.f('ck_case_file_risk_known')),
    sa.CheckConstraint("state <> 'closed' OR closing_summary_sealed IS NOT NULL", name=op.f('ck_case_file_closed_has_summary')),
    sa.CheckConstraint("state IN ('open', 'closed')", name=op.f('ck_case_file_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_case_file_agency_id')),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_case_file_client_id')),
    sa.ForeignKeyConstraint(['worker_id'], ['person.id'], name=op.f('fk_case_file_worker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file')),
    sa.UniqueConstraint('public_id', name=op.f('uq_case_file_public_id'))
    )
    with op.batch_alter_table('case_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_file_client_id'), ['client_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_case_file_file_number'), ['file_number'], unique=False)
        batch_op.create_index('ix_case_file_list', ['agency_id', 'state', 'opened_at', 'id'], unique=False)
        batch_op.create_index('ix_case_file_worker', ['worker_id', 'state', 'opened_at', 'id'], unique=False)

    op.create_table('client_name_key',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('part', sa.String(length=8), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_client_name_key_agency_id')),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_client_name_key_client_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_client_name_key'))
    )
    with op.batch_alter_table('client_name_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_client_name_key_client_id'), ['client_id'], unique=False)
        batch_op.create_index('ix_client_name_key_lookup', ['agency_id', 'digest', 'client_id'], unique=False)

    op.create_table('case_member',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_case_member_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_case_member_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_member')),
    sa.UniqueConstraint('case_id', 'person_id', name=op.f('uq_case_member_case_id_person_id'))
    )
    with op.batch_alter_table('case_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_case_member_person_id'), ['person_id'], unique=False)

    op.create_table('consent',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('how_given', sa.String(length=32), nullable=False),
    sa.Column('given_on', sa.Date(), nullable=False),
    sa.Column('given_by_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('witness_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('language', sa.String(length=40), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('all_recipients', sa.Boolean(), nullable=False),
    sa.Column('field_groups', sa.JSON(), nullable=False),
    sa.Column('needs', sa.JSON(), nullable=False),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("how_given IN ('signed', 'spoken', 'document')", name=op.f('ck_consent_how_given_known')),
    sa.CheckConstraint("kind IN ('child_assent', 'guardian_consent', 'court_order', 'legal_duty', 'imminent_risk')", name=op.f('ck_consent_kind_known')),
    sa.CheckConstraint("state IN ('given', 'withdrawn', 'expired')", name=op.f('ck_consent_state_known')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_consent_case_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_consent_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent')),
    sa.UniqueConstraint('public_id', name=op.f('uq_consent_public_id'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('ix_consent_case', ['case_id', 'state'], unique=False)
        batch_op.create_index('ix_consent_expiry', ['state', 'valid_until'], unique=False)

    op.create_table('family_member',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('relation', sa.String(length=32), nullable=False),
    sa.Column('name_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('client_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("relation IN ('mother', 'father', 'sibling', 'guardian', 'spouse', 'child', 'other')", name=op.f('ck_family_member_relation_known')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_family_member_case_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['client_id'], ['client.id'], name=op.f('fk_family_member_client_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_family_member')),
    sa.UniqueConstraint('public_id', name=op.f('uq_family_member_public_id'))
    )
    with op.batch_alter_table('family_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_family_member_case_id'), ['case_id'], unique=False)

    op.create_table('consent_recipient',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('consent_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_consent_recipient_agency_id')),
    sa.ForeignKeyConstraint(['consent_id'], ['consent.id'], name=op.f('fk_consent_recipient_consent_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_recipient')),
    sa.UniqueConstraint('consent_id', 'agency_id', name=op.f('uq_consent_recipient_consent_id_agency_id'))
    )
    op.create_table('referral',
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('sender_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recipient_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('centre_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('drafted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('drafted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('route', sa.String(length=32), nullable=True),
    sa.Column('route_data_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('priority', sa.String(length=32), nullable=True),
    sa.Column('risk', sa.String(length=32), nullable=True),
    sa.Column('reason_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('basis_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('field_groups', sa.JSON(), nullable=False),
    sa.Column('grant_opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('grant_closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('order_agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('order_number', sa.String(length=60), nullable=False),
    sa.Column('order_branch', sa.String(length=120), nullable=False),
    sa.Column('order_on', sa.Date(), nullable=True),
    sa.Column('order_valid_until', sa.Date(), nullable=True),
    sa.Column('order_lifted_on', sa.Date(), nullable=True),
    sa.Column('court_reported_on', sa.Date(), nullable=True),
    sa.Column('client_code', sa.String(length=20), nullable=False),
    sa.Column('sex', sa.String(length=32), nullable=False),
    sa.Column('age_from', sa.Integer(), nullable=True),
    sa.Column('age_to', sa.Integer(), nullable=True),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('district', sa.String(length=80), nullable=False),
    sa.Column('interpreter_needed', sa.Boolean(), nullable=False),
    sa.Column('special_needs', sa.String(length=200), nullable=False),
    sa.Column('need_codes', sa.JSON(), nullable=False),
    sa.Column('handler_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('intake_on', sa.Date(), nullable=True),
    sa.Column('accepted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('first_contact_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('resume_on', sa.Date(), nullable=True),
    sa.Column('hold_code', sa.String(length=32), nullable=True),
    sa.Column('decline_code', sa.String(length=32), nullable=True),
    sa.Column('who_declined', sa.String(length=32), nullable=True),
    sa.Column('objected_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('questions_asked', sa.Integer(), nullable=False),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('times_returned', sa.Integer(), nullable=False),
    sa.Column('closed_by_system', sa.Boolean(), nullable=False),
    sa.Column('sender_file_number', sa.String(length=60), nullable=False),
    sa.Column('recipient_file_number', sa.String(length=60), nullable=False),
    sa.Column('sender_letter_number', sa.String(length=60), nullable=False),
    sa.Column('sender_letter_on', sa.Date(), nullable=True),
    sa.Column('recipient_letter_number', sa.String(length=60), nullable=False),
    sa.Column('recipient_letter_on', sa.Date(), nullable=True),
    sa.Column('predecessor_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('chain_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('hops', sa.Integer(), nullable=False),
    sa.Column('chain_declined', sa.Boolean(), nullable=False),
    sa.Column('clock', sa.String(length=32), nullable=True),
    sa.Column('clock_started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decide_started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decide_due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_seconds', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('alerted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recipient_rank', sa.Integer(), nullable=False),
    sa.Column('sender_rank', sa.Integer(), nullable=False),
    sa.Column('sort_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("decline_code IS NULL OR decline_code IN ('capacity', 'age', 'area', 'sex', 'not_eligible', 'other_service', 'safety', 'incomplete', 'refused_by_client', 'not_found')", name=op.f('ck_referral_decline_code_known')),
    sa.CheckConstraint("hold_code IS NULL OR hold_code IN ('court_pending', 'illness', 'absconded', 'family_visit', 'not_found')", name=op.f('ck_referral_hold_code_known')),
    sa.CheckConstraint("priority IS NULL OR priority IN ('emergency', 'urgent', 'normal')", name=op.f('ck_referral_priority_known')),
    sa.CheckConstraint("risk IS NULL OR risk IN ('low', 'medium', 'high')", name=op.f('ck_referral_risk_known')),
    sa.CheckConstraint("route IS NULL OR route IN ('self', 'mobile_unit', 'judicial', 'police', 'government', 'ngo')", name=op.f('ck_referral_route_known')),
    sa.CheckConstraint("state <> 'declined' OR objected_at IS NOT NULL OR (decline_code IS NOT NULL AND who_declined IS NOT NULL)", name=op.f('ck_referral_declined_has_reason')),
    sa.CheckConstraint("state <> 'on_hold' OR (hold_code IS NOT NULL AND resume_on IS NOT NULL)", name=op.f('ck_referral_hold_has_date')),
    sa.CheckConstraint("state <> 'received' OR handler_id IS NOT NULL", name=op.f('ck_referral_received_has_handler')),
    sa.CheckConstraint("state <> 'waitlisted' OR review_on IS NOT NULL", name=op.f('ck_referral_waitlist_has_date')),
    sa.CheckConstraint("state = 'draft' OR state = 'void' OR (route IS NOT NULL AND priority IS NOT NULL AND risk IS NOT NULL AND basis_id IS NOT NULL)", name=op.f('ck_referral_sent_is_complete')),
    sa.CheckConstraint("state IN ('draft', 'sent', 'received', 'needs_info', 'waitlisted', 'objected', 'accepted', 'in_service', 'on_hold', 'cancel_requested', 'delivered', 'closed', 'declined', 'forwarded', 'withdrawn', 'cancelled', 'expired', 'void')", name=op.f('ck_referral_state_known')),
    sa.CheckConstraint("state NOT IN ('accepted', 'in_service') OR (handler_id IS NOT NULL AND intake_on IS NOT NULL)", name=op.f('ck_referral_accepted_has_handler')),
    sa.CheckConstraint("who_declined IS NULL OR who_declined IN ('recipient', 'child', 'guardian')", name=op.f('ck_referral_who_declined_known')),
    sa.CheckConstraint('sender_agency_id <> recipient_agency_id', name=op.f('ck_referral_two_agencies')),
    sa.ForeignKeyConstraint(['basis_id'], ['consent.id'], name=op.f('fk_referral_basis_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_referral_case_id')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_referral_centre_id')),
    sa.ForeignKeyConstraint(['chain_id'], ['referral.id'], name=op.f('fk_referral_chain_id')),
    sa.ForeignKeyConstraint(['drafted_by_id'], ['person.id'], name=op.f('fk_referral_drafted_by_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['person.id'], name=op.f('fk_referral_handler_id')),
    sa.ForeignKeyConstraint(['order_agency_id'], ['agency.id'], name=op.f('fk_referral_order_agency_id')),
    sa.ForeignKeyConstraint(['predecessor_id'], ['referral.id'], name=op.f('fk_referral_predecessor_id')),
    sa.ForeignKeyConstraint(['recipient_agency_id'], ['agency.id'], name=op.f('fk_referral_recipient_agency_id')),
    sa.ForeignKeyConstraint(['sender_agency_id'], ['agency.id'], name=op.f('fk_referral_sender_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral')),
    sa.UniqueConstraint('code', name=op.f('uq_referral_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_referral_public_id'))
    )
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.create_index('ix_referral_case', ['case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_chain_id'), ['chain_id'], unique=False)
        batch_op.create_index('ix_referral_handler', ['handler_id', 'recipient_rank', 'sort_at', 'id'], unique=False)
        batch_op.create_index('ix_referral_inbox', ['recipient_agency_id', 'recipient_rank', 'sort_at', 'id', 'sent_at'], unique=False)
        batch_op.create_index('ix_referral_inbox_sent', ['recipient_agency_id', 'sent_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_order_agency_id'), ['order_agency_id'], unique=False)
        batch_op.create_index('ix_referral_outbox', ['sender_agency_id', 'sender_rank', 'sort_at', 'id', 'sent_at'], unique=False)
        batch_op.create_index('ix_referral_outbox_sent', ['sender_agency_id', 'sent_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_predecessor_id'), ['predecessor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_recipient_file_number'), ['recipient_file_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_recipient_letter_number'), ['recipient_letter_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_sender_file_number'), ['sender_file_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_referral_sender_letter_number'), ['sender_letter_number'], unique=False)
        batch_op.create_index('ix_referral_state', ['state', 'sort_at', 'id'], unique=False)
        batch_op.create_index('ix_referral_told', ['told_at', 'alerted_at'], unique=False)

    op.create_table('admission',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('centre_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('route', sa.String(length=32), nullable=False),
    sa.Column('basis_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('brought_by_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('admitted_on', sa.Date(), nullable=False),
    sa.Column('discharged_on', sa.Date(), nullable=True),
    sa.Column('discharged_to_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('discharged_on IS NULL OR discharged_to_sealed IS NOT NULL', name=op.f('ck_admission_discharged_to_somebody')),
    sa.CheckConstraint('discharged_on IS NULL OR discharged_on >= admitted_on', name=op.f('ck_admission_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_admission_agency_id')),
    sa.ForeignKeyConstraint(['basis_id'], ['consent.id'], name=op.f('fk_admission_basis_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_admission_case_id')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_admission_centre_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_admission_recorded_by_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_admission_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_admission')),
    sa.UniqueConstraint('public_id', name=op.f('uq_admission_public_id'))
    )
    with op.batch_alter_table('admission', schema=None) as batch_op:
        batch_op.create_index('ix_admission_agency', ['agency_id', 'admitted_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_admission_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_admission_centre_id'), ['centre_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_admission_referral_id'), ['referral_id'], unique=False)

    op.create_table('comment',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('text_sealed', sa.LargeBinary(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_comment_by_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_comment_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_comment_public_id'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index('ix_comment_referral', ['referral_id', 'at'], unique=False)

    op.create_table('referral_member',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_referral_member_person_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_member_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_member')),
    sa.UniqueConstraint('referral_id', 'person_id', name=op.f('uq_referral_member_referral_id_person_id'))
    )
    with op.batch_alter_table('referral_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_member_person_id'), ['person_id'], unique=False)

    op.create_table('referral_need',
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('need', sa.String(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('asked_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('result', sa.String(length=32), nullable=True),
    sa.Column('result_reason_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("result IS NULL OR result IN ('met', 'partly', 'not_met', 'referred_on', 'refused_by_client')", name=op.f('ck_referral_need_result_known')),
    sa.ForeignKeyConstraint(['need'], ['need_kind.code'], name=op.f('fk_referral_need_need')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_referral_need_referral_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_need')),
    sa.UniqueConstraint('public_id', name=op.f('uq_referral_need_public_id')),
    sa.UniqueConstraint('referral_id', 'need', name=op.f('uq_referral_need_referral_id_need'))
    )
    op.create_table('service',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('need', sa.String(length=32), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('times', sa.Integer(), nullable=False),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('batch', sa.String(length=16), nullable=True),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('voided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('void_reason_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('times > 0', name=op.f('ck_service_times_counts')),
    sa.CheckConstraint('voided_at IS NULL OR void_reason_sealed IS NOT NULL', name=op.f('ck_service_voided_with_reason')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_service_agency_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_service_case_id')),
    sa.ForeignKeyConstraint(['kind'], ['service_kind.code'], name=op.f('fk_service_kind')),
    sa.ForeignKeyConstraint(['need'], ['need_kind.code'], name=op.f('fk_service_need')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_service_recorded_by_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_service_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service')),
    sa.UniqueConstraint('public_id', name=op.f('uq_service_public_id'))
    )
    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.create_index('ix_service_agency', ['agency_id', 'on', 'kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_service_batch'), ['batch'], unique=False)
        batch_op.create_index('ix_service_case', ['case_id'], unique=False)
        batch_op.create_index('ix_service_referral', ['referral_id'], unique=False)

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f('fk_agency_reviewer_id'), 'person', ['reviewer_id'], ['id'], use_alter=True)
        batch_op.create_foreign_key(batch_op.f('fk_agency_second_reviewer_id'), 'person', ['second_reviewer_id'], ['id'], use_alter=True)

    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f('fk_installation_second_reviewer_id'), 'person', ['second_reviewer_id'], ['id'], use_alter=True)
        batch_op.create_foreign_key(batch_op.f('fk_installation_reviewer_id'), 'person', ['reviewer_id'], ['id'], use_alter=True)
    protect(op)


def downgrade() -> None:
    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_installation_second_reviewer_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_installation_reviewer_id'), type_='foreignkey')

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_agency_reviewer_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_agency_second_reviewer_id'), type_='foreignkey')

    with op.batch_alter_table('service', schema=None) as batch_op:
        batch_op.drop_index('ix_service_referral')
        batch_op.drop_index('ix_service_case')
        batch_op.drop_index(batch_op.f('ix_service_batch'))
        batch_op.drop_index('ix_service_agency')

    op.drop_table('service')
    op.drop_table('referral_need')
    with op.batch_alter_table('referral_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_member_person_id'))

    op.drop_table('referral_member')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_referral')

    op.drop_table('comment')
    with op.batch_alter_table('admission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_admission_referral_id'))
        batch_op.drop_index(batch_op.f('ix_admission_centre_id'))
        batch_op.drop_index(batch_op.f('ix_admission_case_id'))
        batch_op.drop_index('ix_admission_agency')

    op.drop_table('admission')
    with op.batch_alter_table('referral', schema=None) as batch_op:
        batch_op.drop_index('ix_referral_told')
        batch_op.drop_index('ix_referral_state')
        batch_op.drop_index(batch_op.f('ix_referral_sender_letter_number'))
        batch_op.drop_index(batch_op.f('ix_referral_sender_file_number'))
        batch_op.drop_index(batch_op.f('ix_referral_recipient_letter_number'))
        batch_op.drop_index(batch_op.f('ix_referral_recipient_file_number'))
        batch_op.drop_index(batch_op.f('ix_referral_predecessor_id'))
        batch_op.drop_index('ix_referral_outbox_sent')
        batch_op.drop_index('ix_referral_outbox')
        batch_op.drop_index(batch_op.f('ix_referral_order_agency_id'))
        batch_op.drop_index('ix_referral_inbox_sent')
        batch_op.drop_index('ix_referral_inbox')
        batch_op.drop_index('ix_referral_handler')
        batch_op.drop_index(batch_op.f('ix_referral_chain_id'))
        batch_op.drop_index('ix_referral_case')

    op.drop_table('referral')
    op.drop_table('consent_recipient')
    with op.batch_alter_table('family_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_family_member_case_id'))

    op.drop_table('family_member')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('ix_consent_expiry')
        batch_op.drop_index('ix_consent_case')

    op.drop_table('consent')
    with op.batch_alter_table('case_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_case_member_person_id'))

    op.drop_table('case_member')
    with op.batch_alter_table('client_name_key', schema=None) as batch_op:
        batch_op.drop_index('ix_client_name_key_lookup')
        batch_op.drop_index(batch_op.f('ix_client_name_key_client_id'))

    op.drop_table('client_name_key')
    with op.batch_alter_table('case_file', schema=None) as batch_op:
        batch_op.drop_index('ix_case_file_worker')
        batch_op.drop_index('ix_case_file_list')
        batch_op.drop_index(batch_op.f('ix_case_file_file_number'))
        batch_op.drop_index(batch_op.f('ix_case_file_client_id'))

    op.drop_table('case_file')
    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_session_person_id'))

    op.drop_table('session')
    with op.batch_alter_table('saved_filter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_filter_person_id'))

    op.drop_table('saved_filter')
    with op.batch_alter_table('post', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_post_person_id'))
        batch_op.drop_index('ix_post_agency_kind')

    op.drop_table('post')
    with op.batch_alter_table('one_time_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_one_time_link_person_id'))

    op.drop_table('one_time_link')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_unread')
        batch_op.drop_index('ix_notice_person')

    op.drop_table('notice')
    op.drop_table('need_kind')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_person')

    op.drop_table('mail')
    with op.batch_alter_table('installation_role', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_installation_role_person_id'))

    op.drop_table('installation_role')
    op.drop_table('installation')
    op.drop_table('clock_limit')
    with op.batch_alter_table('client', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_client_identity_digest'))
        batch_op.drop_index(batch_op.f('ix_client_agency_id'))

    op.drop_table('client')
    with op.batch_alter_table('centre', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_centre_agency_id'))

    op.drop_table('centre')
    with op.batch_alter_table('audit_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_audit_entry_thing')
        batch_op.drop_index('ix_audit_entry_person')
        batch_op.drop_index('ix_audit_entry_at')
        batch_op.drop_index('ix_audit_entry_act')

    op.drop_table('audit_entry')
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index('ix_attachment_owner')

    op.drop_table('attachment')
    with op.batch_alter_table('absence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_absence_person_id'))
        batch_op.drop_index(batch_op.f('ix_absence_deputy_id'))

    op.drop_table('absence')
    op.drop_table('service_kind')
    with op.batch_alter_table('processed', schema=None) as batch_op:
        batch_op.drop_index('ix_processed_event')

    op.drop_table('processed')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_person_sort_key'))

    op.drop_table('person')
    with op.batch_alter_table('outbox_event', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_event_waiting', sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'))
        batch_op.drop_index('ix_outbox_event_done')

    op.drop_table('outbox_event')
    op.drop_table('lease')
    op.drop_table('job_run')
    op.drop_table('holiday')
    op.drop_table('code_counter')
    op.drop_table('audit_head')
    op.drop_table('attempt')
    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_index('ix_agency_sort')
        batch_op.drop_index(batch_op.f('ix_agency_parent_id'))

    op.drop_table('agency')
    unprotect(op)
