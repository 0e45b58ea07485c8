"""Activities, points, programmes, indicators, data calls, circulars, reports, outcomes, the register, figures."""

from __future__ import annotations

import sqlalchemy as sa
import secrets
from datetime import UTC, datetime, timedelta

from alembic import op

revision = '0004_add_network_work'
down_revision = '0003_move_reviewers_to_groups'
branch_labels = None
depends_on = None


OWNERS_BEFORE = ('referral', 'case', 'consent', 'agenda_item', 'action', 'resolution', 'signature', 'minutes')
OWNERS_NOW = (
    *OWNERS_BEFORE, 'activity', 'outcome', 'registration', 'circular', 'memorandum', 'programme', 'report',
)


def _own(kinds: tuple[str, ...]) -> None:
    """What an attachment may belong to."""
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_attachment_owner_kind_known'), type_='check')
        batch_op.create_check_constraint('owner_kind_known', f"owner_kind IN {kinds}")



def _take_in() -> None:
    """Associations, charities and companies that are there already stand in the register: until the day that was noted
    of them, else for a year."""
    agency = sa.table(
        'agency',
        *(sa.column(name) for name in ('id', 'kind', 'name_fa', 'name_en', 'sort_key', 'folded', 'city', 'legal_id')),
        *(sa.column(name) for name in ('phone', 'address', 'active')),
        sa.column('registered_until', sa.Date()),
    )
    registration = sa.table(
        'registration',
        *(sa.column(name) for name in ('public_id', 'version', 'agency_id', 'state', 'kind', 'name_fa', 'name_en')),
        *(sa.column(name) for name in ('sort_key', 'folded', 'city', 'organisation_id', 'phone', 'address')),
        *(sa.column(name) for name in ('permit_number', 'purpose', 'contact_name', 'contact_email', 'missing', 'reason')),
        sa.column('documents_checked', sa.Boolean()),
        sa.column('state_since', sa.DateTime(timezone=True)),
        sa.column('invited_at', sa.DateTime(timezone=True)),
        sa.column('valid_until', sa.Date()),
    )
    connection, now = op.get_bind(), datetime.now(UTC)
    today = now.date()
    for row in connection.execute(sa.select(agency).where(agency.c.kind.in_(('ngo', 'charity', 'company')))).all():
        until = row.registered_until or today + timedelta(days=365)
        connection.execute(
            registration.insert().values(
                public_id=secrets.token_urlsafe(12),
                version=1,
                agency_id=row.id,
                state='registered' if until >= today else 'lapsed',
                state_since=now,
                invited_at=now,
                valid_until=until,
                kind=row.kind,
                name_fa=row.name_fa,
                name_en=row.name_en,
                sort_key=row.sort_key,
                folded=row.folded,
                city=row.city,
                organisation_id=row.legal_id,
                phone=row.phone,
                address=row.address,
                documents_checked=False,
                **dict.fromkeys(('permit_number', 'purpose', 'contact_name', 'contact_email', 'missing', 'reason'), ''),
            )
        )
        connection.execute(agency.update().where(agency.c.id == row.id).values(registered_until=until))



def _mark_days() -> None:
    """The days that the field prepares each year."""
    occasion = sa.table(
        'occasion',
        *(sa.column(name) for name in ('public_id', 'version', 'name_fa', 'name_en', 'calendar', 'month', 'day')),
        sa.column('lead_days', sa.Integer()),
        sa.column('active', sa.Boolean()),
    )
    days = (
        ('روز جهانی کودک', "World Children's Day", 'jalali', 7, 16),
        ('روز جهانی مبارزه با کار کودکان', 'World Day Against Child Labour', 'jalali', 3, 23),
        ('روز جهانی صلح', 'International Day of Peace', 'gregorian', 9, 21),
    )
    op.bulk_insert(
        occasion,
        [
            {
                'public_id': secrets.token_urlsafe(12),
                'version': 1,
                'name_fa': name_fa,
                'name_en': name_en,
                'calendar': calendar,
                'month': month,
                'day': day,
                'lead_days': 45,
                'active': True,
            }
            for name_fa, name_en, calendar, month, day in days
        ],
    )



def _count_later() -> None:
    """Where there are records, the aggregates wait to be counted: the clock does it within five minutes."""
    held = "EXISTS (SELECT 1 FROM referral) OR EXISTS (SELECT 1 FROM service) OR EXISTS (SELECT 1 FROM admission)"
    op.execute(f"INSERT INTO figure_count (agency_id, month, measure, key, n) SELECT 0, 0, 'stale', '', 1 WHERE {held}")



def upgrade() -> None:
    op.create_table('figure_count',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('month', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('measure', sa.String(length=16), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('n', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.PrimaryKeyConstraint('agency_id', 'month', 'measure', 'key', name=op.f('pk_figure_count')),
    sqlite_with_rowid=False
    )
    op.create_table('occasion',
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('calendar', sa.String(length=32), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('day', sa.Integer(), nullable=False),
    sa.Column('lead_days', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('told_for', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("calendar IN ('jalali', 'gregorian')", name=op.f('ck_occasion_calendar_known')),
    sa.CheckConstraint('day BETWEEN 1 AND 31', name=op.f('ck_occasion_day_is_one')),
    sa.CheckConstraint('lead_days BETWEEN 0 AND 365', name=op.f('ck_occasion_lead_counts')),
    sa.CheckConstraint('month BETWEEN 1 AND 12', name=op.f('ck_occasion_month_is_one')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_occasion')),
    sa.UniqueConstraint('public_id', name=op.f('uq_occasion_public_id'))
    )
    op.create_table('registration',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('name_fa', sa.String(length=200), nullable=False),
    sa.Column('name_en', sa.String(length=200), nullable=False),
    sa.Column('sort_key', sa.String(length=400), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('organisation_id', sa.String(length=20), nullable=False),
    sa.Column('permit_number', sa.String(length=60), nullable=False),
    sa.Column('permit_on', sa.Date(), nullable=True),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('address', sa.String(length=400), nullable=False),
    sa.Column('contact_name', sa.String(length=120), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('link_expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('invited_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('invited_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('documents_checked', sa.Boolean(), nullable=False),
    sa.Column('missing', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('warned_days', sa.Integer(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('ngo', 'charity', 'company')", name=op.f('ck_registration_kind_registers')),
    sa.CheckConstraint("kind IN ('ngo', 'charity', 'company', 'welfare', 'municipality', 'judiciary', 'police', 'education', 'ministry', 'international', 'cultural', 'other')", name=op.f('ck_registration_kind_known')),
    sa.CheckConstraint("state IN ('draft', 'submitted', 'registered', 'refused', 'suspended', 'lapsed')", name=op.f('ck_registration_state_known')),
    sa.CheckConstraint("state NOT IN ('registered', 'suspended', 'lapsed') OR (agency_id IS NOT NULL AND valid_until IS NOT NULL)", name=op.f('ck_registration_registered_is_complete')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_registration_agency_id')),
    sa.ForeignKeyConstraint(['invited_by_id'], ['person.id'], name=op.f('fk_registration_invited_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration')),
    sa.UniqueConstraint('agency_id', name=op.f('uq_registration_agency_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_registration_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_registration_token_hash'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index('ix_registration_ends', ['state', 'valid_until', 'id'], unique=False)
        batch_op.create_index('ix_registration_list', ['state', 'sort_key', 'id'], unique=False)

    op.create_table('activity',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=400), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('precision', sa.String(length=32), nullable=False),
    sa.Column('times', sa.Integer(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=True),
    sa.Column('people', sa.Integer(), nullable=True),
    sa.Column('audience', sa.String(length=200), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('asked', sa.Text(), nullable=False),
    sa.Column('asked_for', sa.String(length=200), nullable=False),
    sa.Column('answer', sa.String(length=32), nullable=True),
    sa.Column('answer_text', sa.Text(), nullable=False),
    sa.Column('follow_up', sa.Text(), nullable=False),
    sa.Column('occasion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('recorded_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("answer IS NULL OR answer IN ('granted', 'partly', 'refused')", name=op.f('ck_activity_answer_known')),
    sa.CheckConstraint("kind IN ('meeting_attended', 'workshop', 'event_held', 'event_joined', 'meeting_held', 'distribution', 'notice', 'research', 'proposal', 'contact', 'visit', 'interview', 'publication')", name=op.f('ck_activity_kind_known')),
    sa.CheckConstraint("precision IN ('day', 'month', 'season', 'half', 'year')", name=op.f('ck_activity_precision_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_activity_one_issuer')),
    sa.CheckConstraint('days IS NULL OR days > 0', name=op.f('ck_activity_days_counts')),
    sa.CheckConstraint('people IS NULL OR people >= 0', name=op.f('ck_activity_people_counts')),
    sa.CheckConstraint('times IS NULL OR times > 0', name=op.f('ck_activity_times_counts')),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_activity_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_activity_agency_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_activity_group_id')),
    sa.ForeignKeyConstraint(['occasion_id'], ['occasion.id'], name=op.f('fk_activity_occasion_id')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_activity_recorded_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity')),
    sa.UniqueConstraint('public_id', name=op.f('uq_activity_public_id'))
    )
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.create_index('ix_activity_agency', ['agency_id', 'from_on', 'id'], unique=False)
        batch_op.create_index('ix_activity_group', ['group_id', 'from_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_activity_occasion_id'), ['occasion_id'], unique=False)

    op.create_table('activity_paste',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('precision', sa.String(length=32), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('drafts', sa.JSON(), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("precision IN ('day', 'month', 'season', 'half', 'year')", name=op.f('ck_activity_paste_precision_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_activity_paste_one_issuer')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_activity_paste_agency_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_activity_paste_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_activity_paste_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_paste')),
    sa.UniqueConstraint('public_id', name=op.f('uq_activity_paste_public_id'))
    )
    with op.batch_alter_table('activity_paste', schema=None) as batch_op:
        batch_op.create_index('ix_activity_paste_by', ['by_id', 'saved_at', 'id'], unique=False)

    op.create_table('circular',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('letter_on', sa.Date(), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('to_acknowledge', sa.Boolean(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('recalled_why', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name=op.f('ck_circular_sent_at_a_moment')),
    sa.CheckConstraint("state IN ('draft', 'sent', 'recalled')", name=op.f('ck_circular_state_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_circular_one_issuer')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_circular_agency_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_circular_created_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_circular_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circular')),
    sa.UniqueConstraint('public_id', name=op.f('uq_circular_public_id'))
    )
    with op.batch_alter_table('circular', schema=None) as batch_op:
        batch_op.create_index('ix_circular_agency', ['agency_id', 'state', 'id'], unique=False)
        batch_op.create_index('ix_circular_due', ['state', 'due_on', 'id'], unique=False)
        batch_op.create_index('ix_circular_group', ['group_id', 'state', 'id'], unique=False)

    op.create_table('data_call',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('many_rows', sa.Boolean(), nullable=False),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('missing', sa.JSON(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state = 'draft' OR due_on IS NOT NULL", name=op.f('ck_data_call_open_has_due_date')),
    sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name=op.f('ck_data_call_state_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_data_call_one_issuer')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_data_call_agency_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_data_call_created_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_data_call_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_call')),
    sa.UniqueConstraint('public_id', name=op.f('uq_data_call_public_id'))
    )
    with op.batch_alter_table('data_call', schema=None) as batch_op:
        batch_op.create_index('ix_data_call_agency', ['agency_id', 'state', 'due_on', 'id'], unique=False)
        batch_op.create_index('ix_data_call_group', ['group_id', 'state', 'due_on', 'id'], unique=False)

    op.create_table('programme',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('evaluation_group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('evaluation', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state <> 'finished' OR evaluation <> ''", name=op.f('ck_programme_finished_is_evaluated')),
    sa.CheckConstraint("state IN ('planned', 'running', 'finished')", name=op.f('ck_programme_state_known')),
    sa.CheckConstraint('to_on IS NULL OR to_on >= from_on', name=op.f('ck_programme_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_programme_agency_id')),
    sa.ForeignKeyConstraint(['evaluation_group_id'], ['working_group.id'], name=op.f('fk_programme_evaluation_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme')),
    sa.UniqueConstraint('public_id', name=op.f('uq_programme_public_id'))
    )
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.create_index('ix_programme_agency', ['agency_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_programme_evaluation_group_id'), ['evaluation_group_id'], unique=False)

    op.create_table('report',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('span', sa.String(length=32), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('part', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('by_month', sa.Boolean(), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('replaces_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('figures', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('public', sa.Boolean(), nullable=False),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('published_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('withdrawn_why', sa.Text(), nullable=False),
    sa.Column('edits', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("span IN ('season', 'half', 'year')", name=op.f('ck_report_span_known')),
    sa.CheckConstraint("state = 'draft' OR (figures IS NOT NULL AND published_at IS NOT NULL)", name=op.f('ck_report_published_frozen')),
    sa.CheckConstraint("state IN ('draft', 'published', 'withdrawn')", name=op.f('ck_report_state_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_report_one_issuer')),
    sa.CheckConstraint('edition > 0', name=op.f('ck_report_edition_counts')),
    sa.CheckConstraint('part BETWEEN 1 AND 4', name=op.f('ck_report_part_is_one')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_report_agency_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_report_created_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_report_group_id')),
    sa.ForeignKeyConstraint(['published_by_id'], ['person.id'], name=op.f('fk_report_published_by_id')),
    sa.ForeignKeyConstraint(['replaces_id'], ['report.id'], name=op.f('fk_report_replaces_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('agency_id', 'year', 'span', 'part', 'edition', name=op.f('uq_report_agency_id_year_span_part_edition')),
    sa.UniqueConstraint('group_id', 'year', 'span', 'part', 'edition', name=op.f('uq_report_group_id_year_span_part_edition')),
    sa.UniqueConstraint('public_id', name=op.f('uq_report_public_id'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index('ix_report_agency', ['agency_id', 'state', 'from_on', 'id'], unique=False)
        batch_op.create_index('ix_report_group', ['group_id', 'state', 'from_on', 'id'], unique=False)
        batch_op.create_index('ix_report_public', ['public', 'state', 'from_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_replaces_id'), ['replaces_id'], unique=False)

    op.create_table('visit_round',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('centre_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('ended_at IS NULL OR ended_at >= started_at', name=op.f('ck_visit_round_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_visit_round_agency_id')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_visit_round_by_id')),
    sa.ForeignKeyConstraint(['centre_id'], ['centre.id'], name=op.f('fk_visit_round_centre_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_round')),
    sa.UniqueConstraint('public_id', name=op.f('uq_visit_round_public_id'))
    )
    with op.batch_alter_table('visit_round', schema=None) as batch_op:
        batch_op.create_index('ix_visit_round_agency', ['agency_id', 'started_at', 'id'], unique=False)
        batch_op.create_index('ix_visit_round_by', ['by_id', 'ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_round_centre_id'), ['centre_id'], unique=False)

    op.create_table('watched_point',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('city', sa.String(length=80), nullable=False),
    sa.Column('district', sa.String(length=20), nullable=False),
    sa.Column('latitude', sa.Float(), nullable=True),
    sa.Column('longitude', sa.Float(), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('visit_every', sa.Integer(), nullable=False),
    sa.Column('last_visited_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('(latitude IS NULL) = (longitude IS NULL)', name=op.f('ck_watched_point_place_is_whole')),
    sa.CheckConstraint('latitude IS NULL OR (latitude BETWEEN 24 AND 40)', name=op.f('ck_watched_point_latitude_in_iran')),
    sa.CheckConstraint('longitude IS NULL OR (longitude BETWEEN 43 AND 64)', name=op.f('ck_watched_point_longitude_in_iran')),
    sa.CheckConstraint('visit_every > 0', name=op.f('ck_watched_point_visit_every_counts')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_watched_point_agency_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_watched_point_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_watched_point')),
    sa.UniqueConstraint('agency_id', 'code', name=op.f('uq_watched_point_agency_id_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_watched_point_public_id'))
    )
    with op.batch_alter_table('watched_point', schema=None) as batch_op:
        batch_op.create_index('ix_watched_point_group', ['group_id', 'active', 'due_at', 'id'], unique=False)
        batch_op.create_index('ix_watched_point_list', ['agency_id', 'active', 'due_at', 'id'], unique=False)

    op.create_table('activity_partner',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('part', sa.String(length=32), nullable=False),
    sa.CheckConstraint("agency_id IS NOT NULL OR name <> ''", name=op.f('ck_activity_partner_somebody')),
    sa.CheckConstraint("part IN ('host', 'organiser', 'cooperating', 'audience', 'addressee')", name=op.f('ck_activity_partner_part_known')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_partner_activity_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_activity_partner_agency_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_activity_partner'))
    )
    with op.batch_alter_table('activity_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_partner_agency_id'), ['agency_id'], unique=False)

    op.create_table('answer_sheet',
    sa.Column('call_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rows', sa.JSON(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=False),
    sa.Column('submitted_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state IN ('pending', 'submitted', 'accepted')", name=op.f('ck_answer_sheet_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_answer_sheet_agency_id')),
    sa.ForeignKeyConstraint(['call_id'], ['data_call.id'], name=op.f('fk_answer_sheet_call_id')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['person.id'], name=op.f('fk_answer_sheet_submitted_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_sheet')),
    sa.UniqueConstraint('call_id', 'agency_id', name=op.f('uq_answer_sheet_call_id_agency_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_answer_sheet_public_id'))
    )
    with op.batch_alter_table('answer_sheet', schema=None) as batch_op:
        batch_op.create_index('ix_answer_sheet_agency', ['agency_id', 'state', 'id'], unique=False)

    op.create_table('budget_line',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('allocated', sa.BigInteger(), nullable=False),
    sa.Column('spent', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('allocated >= 0 AND spent >= 0', name=op.f('ck_budget_line_money_counts')),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_budget_line_ends_after_start')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_budget_line_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_budget_line')),
    sa.UniqueConstraint('public_id', name=op.f('uq_budget_line_public_id'))
    )
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.create_index('ix_budget_line_programme', ['programme_id', 'from_on', 'id'], unique=False)

    op.create_table('call_column',
    sa.Column('call_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(length=200), nullable=False),
    sa.Column('hint', sa.String(length=300), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('required', sa.Boolean(), nullable=False),
    sa.Column('lowest', sa.BigInteger(), nullable=True),
    sa.Column('highest', sa.BigInteger(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('count', 'rial', 'text', 'date', 'choice', 'yes_no')", name=op.f('ck_call_column_kind_known')),
    sa.CheckConstraint('lowest IS NULL OR highest IS NULL OR lowest <= highest', name=op.f('ck_call_column_bounds_in_order')),
    sa.ForeignKeyConstraint(['call_id'], ['data_call.id'], name=op.f('fk_call_column_call_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_column')),
    sa.UniqueConstraint('public_id', name=op.f('uq_call_column_public_id'))
    )
    with op.batch_alter_table('call_column', schema=None) as batch_op:
        batch_op.create_index('ix_call_column_call', ['call_id', 'position', 'id'], unique=False)

    op.create_table('circular_audience',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('circular_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_circular_audience_one_body')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_circular_audience_agency_id')),
    sa.ForeignKeyConstraint(['circular_id'], ['circular.id'], name=op.f('fk_circular_audience_circular_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_circular_audience_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circular_audience')),
    sa.UniqueConstraint('circular_id', 'agency_id', name=op.f('uq_circular_audience_circular_id_agency_id')),
    sa.UniqueConstraint('circular_id', 'group_id', name=op.f('uq_circular_audience_circular_id_group_id'))
    )
    with op.batch_alter_table('circular_audience', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_circular_audience_circular_id'), ['circular_id'], unique=False)

    op.create_table('circular_receipt',
    sa.Column('circular_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('acknowledged_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminders', sa.Integer(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint('acknowledged_at IS NULL OR read_at IS NOT NULL', name=op.f('ck_circular_receipt_acknowledged_was_read')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_circular_receipt_agency_id')),
    sa.ForeignKeyConstraint(['circular_id'], ['circular.id'], name=op.f('fk_circular_receipt_circular_id')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_circular_receipt_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_circular_receipt')),
    sa.UniqueConstraint('circular_id', 'person_id', name=op.f('uq_circular_receipt_circular_id_person_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_circular_receipt_public_id'))
    )
    with op.batch_alter_table('circular_receipt', schema=None) as batch_op:
        batch_op.create_index('ix_circular_receipt_person', ['person_id', 'read_at', 'circular_id'], unique=False)

    op.create_table('indicator',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('code', sa.String(length=60), nullable=False),
    sa.Column('label_fa', sa.String(length=200), nullable=False),
    sa.Column('label_en', sa.String(length=200), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('definition', sa.Text(), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('lowest', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('highest', sa.Numeric(precision=20, scale=4), nullable=True),
    sa.Column('computed', sa.String(length=32), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("computed IS NULL OR computed IN ('admissions', 'admissions_iranian', 'admissions_others', 'services', 'outcomes_school', 'outcomes_harm', 'outcomes_labour', 'centres', 'points', 'memoranda')", name=op.f('ck_indicator_computed_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_indicator_one_owner')),
    sa.CheckConstraint('computed IS NULL OR agency_id IS NOT NULL', name=op.f('ck_indicator_computed_is_of_an_agency')),
    sa.CheckConstraint('lowest IS NULL OR highest IS NULL OR lowest <= highest', name=op.f('ck_indicator_bounds_in_order')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_indicator_agency_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_indicator_group_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_indicator_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator')),
    sa.UniqueConstraint('agency_id', 'code', name=op.f('uq_indicator_agency_id_code')),
    sa.UniqueConstraint('group_id', 'code', name=op.f('uq_indicator_group_id_code')),
    sa.UniqueConstraint('public_id', name=op.f('uq_indicator_public_id'))
    )
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_programme_id'), ['programme_id'], unique=False)

    op.create_table('memorandum',
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('number', sa.String(length=60), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('terminated_why', sa.Text(), nullable=False),
    sa.Column('warned_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state = 'draft' OR (signed_on IS NOT NULL AND from_on IS NOT NULL AND to_on IS NOT NULL)", name=op.f('ck_memorandum_signed_is_complete')),
    sa.CheckConstraint("state IN ('draft', 'signed', 'terminated', 'expired')", name=op.f('ck_memorandum_state_known')),
    sa.CheckConstraint('to_on IS NULL OR from_on IS NULL OR to_on >= from_on', name=op.f('ck_memorandum_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_memorandum_agency_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_memorandum_programme_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memorandum')),
    sa.UniqueConstraint('public_id', name=op.f('uq_memorandum_public_id'))
    )
    with op.batch_alter_table('memorandum', schema=None) as batch_op:
        batch_op.create_index('ix_memorandum_agency', ['agency_id', 'state', 'to_on', 'id'], unique=False)
        batch_op.create_index('ix_memorandum_ends', ['state', 'to_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_memorandum_programme_id'), ['programme_id'], unique=False)

    op.create_table('phase',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('term', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=True),
    sa.Column('to_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("term IN ('short', 'middle', 'long')", name=op.f('ck_phase_term_known')),
    sa.CheckConstraint('to_on IS NULL OR from_on IS NULL OR to_on >= from_on', name=op.f('ck_phase_ends_after_start')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_phase_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase')),
    sa.UniqueConstraint('public_id', name=op.f('uq_phase_public_id'))
    )
    with op.batch_alter_table('phase', schema=None) as batch_op:
        batch_op.create_index('ix_phase_programme', ['programme_id', 'position', 'id'], unique=False)

    op.create_table('programme_activity',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_programme_activity_activity_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_programme_activity_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('programme_id', 'activity_id', name=op.f('pk_programme_activity'))
    )
    with op.batch_alter_table('programme_activity', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_activity_activity_id'), ['activity_id'], unique=False)

    op.create_table('programme_partner',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('part', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_programme_partner_agency_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_programme_partner_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_programme_partner')),
    sa.UniqueConstraint('programme_id', 'agency_id', name=op.f('uq_programme_partner_programme_id_agency_id'))
    )
    with op.batch_alter_table('programme_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_partner_agency_id'), ['agency_id'], unique=False)

    op.create_table('report_paper',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('attachment_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.CheckConstraint("kind IN ('pdf', 'docx')", name=op.f('ck_report_paper_kind_known')),
    sa.CheckConstraint("language IN ('fa', 'en')", name=op.f('ck_report_paper_language_known')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_report_paper_attachment_id')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_paper_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_paper')),
    sa.UniqueConstraint('public_id', name=op.f('uq_report_paper_public_id')),
    sa.UniqueConstraint('report_id', 'kind', 'language', name=op.f('uq_report_paper_report_id_kind_language'))
    )
    op.create_table('report_section',
    sa.Column('report_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('heading', sa.String(length=40), nullable=False),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('made_fa', sa.Text(), nullable=False),
    sa.Column('made_en', sa.Text(), nullable=False),
    sa.Column('body_fa', sa.Text(), nullable=False),
    sa.Column('body_en', sa.Text(), nullable=False),
    sa.Column('edited_fa', sa.Boolean(), nullable=False),
    sa.Column('edited_en', sa.Boolean(), nullable=False),
    sa.Column('in_public', sa.Boolean(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('month BETWEEN 0 AND 12', name=op.f('ck_report_section_month_is_one')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_report_section_report_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_section')),
    sa.UniqueConstraint('public_id', name=op.f('uq_report_section_public_id')),
    sa.UniqueConstraint('report_id', 'month', 'heading', name=op.f('uq_report_section_report_id_month_heading'))
    )
    with op.batch_alter_table('report_section', schema=None) as batch_op:
        batch_op.create_index('ix_report_section_report', ['report_id', 'position', 'id'], unique=False)

    op.create_table('visit',
    sa.Column('round_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('point_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('girls', sa.Integer(), nullable=False),
    sa.Column('boys', sa.Integer(), nullable=False),
    sa.Column('contacts', sa.Integer(), nullable=False),
    sa.Column('work', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint('girls >= 0 AND boys >= 0 AND contacts >= 0', name=op.f('ck_visit_figures_count')),
    sa.ForeignKeyConstraint(['point_id'], ['watched_point.id'], name=op.f('fk_visit_point_id')),
    sa.ForeignKeyConstraint(['round_id'], ['visit_round.id'], name=op.f('fk_visit_round_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit')),
    sa.UniqueConstraint('public_id', name=op.f('uq_visit_public_id')),
    sa.UniqueConstraint('round_id', 'point_id', name=op.f('uq_visit_round_id_point_id'))
    )
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.create_index('ix_visit_point', ['point_id', 'at', 'id'], unique=False)

    op.create_table('distribution',
    sa.Column('group_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('call_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('column_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.String(length=300), nullable=False),
    sa.Column('folded', sa.Text(), nullable=False),
    sa.Column('goods', sa.String(length=32), nullable=False),
    sa.Column('unit', sa.String(length=40), nullable=False),
    sa.Column('unit_value', sa.BigInteger(), nullable=True),
    sa.Column('donor', sa.String(length=200), nullable=False),
    sa.Column('to_households', sa.Boolean(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('created_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("goods IN ('textbooks', 'stationery', 'livelihood', 'clothing', 'rehabilitation', 'other')", name=op.f('ck_distribution_goods_known')),
    sa.CheckConstraint('(group_id IS NULL) <> (agency_id IS NULL)', name=op.f('ck_distribution_one_issuer')),
    sa.CheckConstraint('unit_value IS NULL OR unit_value >= 0', name=op.f('ck_distribution_unit_value_counts')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_distribution_activity_id')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_distribution_agency_id')),
    sa.ForeignKeyConstraint(['call_id'], ['data_call.id'], name=op.f('fk_distribution_call_id')),
    sa.ForeignKeyConstraint(['column_id'], ['call_column.id'], name=op.f('fk_distribution_column_id')),
    sa.ForeignKeyConstraint(['created_by_id'], ['person.id'], name=op.f('fk_distribution_created_by_id')),
    sa.ForeignKeyConstraint(['group_id'], ['working_group.id'], name=op.f('fk_distribution_group_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_distribution')),
    sa.UniqueConstraint('public_id', name=op.f('uq_distribution_public_id'))
    )
    with op.batch_alter_table('distribution', schema=None) as batch_op:
        batch_op.create_index('ix_distribution_agency', ['agency_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_distribution_call_id'), ['call_id'], unique=False)
        batch_op.create_index('ix_distribution_group', ['group_id', 'id'], unique=False)

    op.create_table('indicator_value',
    sa.Column('indicator_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('nature', sa.String(length=32), nullable=False),
    sa.Column('from_on', sa.Date(), nullable=False),
    sa.Column('to_on', sa.Date(), nullable=False),
    sa.Column('value', sa.Numeric(precision=20, scale=4), nullable=False),
    sa.Column('approximate', sa.Boolean(), nullable=False),
    sa.Column('assumed_period', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('corrected_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('correction', sa.String(length=300), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("nature IN ('actual', 'target', 'baseline')", name=op.f('ck_indicator_value_nature_known')),
    sa.CheckConstraint('to_on >= from_on', name=op.f('ck_indicator_value_ends_after_start')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_indicator_value_by_id')),
    sa.ForeignKeyConstraint(['corrected_by_id'], ['indicator_value.id'], name=op.f('fk_indicator_value_corrected_by_id')),
    sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_value_indicator_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_indicator_value')),
    sa.UniqueConstraint('public_id', name=op.f('uq_indicator_value_public_id'))
    )
    with op.batch_alter_table('indicator_value', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_indicator_value_corrected_by_id'), ['corrected_by_id'], unique=False)
        batch_op.create_index('ix_indicator_value_indicator', ['indicator_id', 'from_on', 'id'], unique=False)

    op.create_table('memorandum_party',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('memorandum_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.CheckConstraint("agency_id IS NOT NULL OR name <> ''", name=op.f('ck_memorandum_party_somebody')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_memorandum_party_agency_id')),
    sa.ForeignKeyConstraint(['memorandum_id'], ['memorandum.id'], name=op.f('fk_memorandum_party_memorandum_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_memorandum_party'))
    )
    with op.batch_alter_table('memorandum_party', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_memorandum_party_agency_id'), ['agency_id'], unique=False)

    op.create_table('delivery',
    sa.Column('distribution_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('planned', sa.Integer(), nullable=False),
    sa.Column('dispatched', sa.Integer(), nullable=True),
    sa.Column('received', sa.Integer(), nullable=True),
    sa.Column('dispatched_on', sa.Date(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('difference_note', sa.Text(), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("state <> 'received' OR received >= 0", name=op.f('ck_delivery_received_counts')),
    sa.CheckConstraint("state = 'planned' OR dispatched > 0", name=op.f('ck_delivery_dispatched_counts')),
    sa.CheckConstraint("state IN ('planned', 'dispatched', 'received')", name=op.f('ck_delivery_state_known')),
    sa.CheckConstraint('planned >= 0', name=op.f('ck_delivery_planned_counts')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_delivery_agency_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_delivery_case_id')),
    sa.ForeignKeyConstraint(['distribution_id'], ['distribution.id'], name=op.f('fk_delivery_distribution_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
    sa.UniqueConstraint('public_id', name=op.f('uq_delivery_public_id'))
    )
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.create_index('ix_delivery_agency', ['agency_id', 'state', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_delivery_distribution', ['distribution_id', 'id'], unique=False)

    op.create_table('outcome',
    sa.Column('case_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('agency_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('referral_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=32), nullable=False),
    sa.Column('state_since', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verifier_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('note_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('no_evidence_sealed', sa.LargeBinary(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('sustained_on', sa.Date(), nullable=True),
    sa.Column('relapsed_on', sa.Date(), nullable=True),
    sa.Column('key_id', sa.String(length=40), nullable=False),
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('public_id', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('exit_from_harm', 'exit_from_hard_labour', 'return_to_school', 'family_empowered', 'returned_to_family', 'papers_obtained', 'moved_away', 'lost_contact', 'came_of_age', 'died')", name=op.f('ck_outcome_kind_known')),
    sa.CheckConstraint("state IN ('claimed', 'verified', 'rejected', 'sustained', 'relapsed')", name=op.f('ck_outcome_state_known')),
    sa.CheckConstraint("state NOT IN ('verified', 'sustained') OR verified_on IS NOT NULL", name=op.f('ck_outcome_verified_on_a_day')),
    sa.CheckConstraint('verifier_id <> claimed_by_id', name=op.f('ck_outcome_verifier_is_another')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_outcome_agency_id')),
    sa.ForeignKeyConstraint(['case_id'], ['case_file.id'], name=op.f('fk_outcome_case_id')),
    sa.ForeignKeyConstraint(['claimed_by_id'], ['person.id'], name=op.f('fk_outcome_claimed_by_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referral.id'], name=op.f('fk_outcome_referral_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['person.id'], name=op.f('fk_outcome_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outcome')),
    sa.UniqueConstraint('public_id', name=op.f('uq_outcome_public_id'))
    )
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.create_index('ix_outcome_agency', ['agency_id', 'on', 'kind', 'state'], unique=False)
        batch_op.create_index('ix_outcome_case', ['case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outcome_referral_id'), ['referral_id'], unique=False)
        batch_op.create_index('ix_outcome_state', ['state', 'verified_on', 'id'], unique=False)
        batch_op.create_index('ix_outcome_verifier', ['verifier_id', 'state', 'id'], unique=False)

    op.create_table('activity_action',
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_activity_action_action_id')),
    sa.ForeignKeyConstraint(['activity_id'], ['activity.id'], name=op.f('fk_activity_action_activity_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('activity_id', 'action_id', name=op.f('pk_activity_action'))
    )
    with op.batch_alter_table('activity_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_activity_action_action_id'), ['action_id'], unique=False)

    op.create_table('programme_action',
    sa.Column('programme_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('action_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_programme_action_action_id')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_programme_action_programme_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('programme_id', 'action_id', name=op.f('pk_programme_action'))
    )
    with op.batch_alter_table('programme_action', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_programme_action_action_id'), ['action_id'], unique=False)

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.alter_column('by_id',
               existing_type=sa.INTEGER(),
               nullable=True)

    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public_directory', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('public_reports', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('public_resolutions', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('public_figures', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public', sa.Boolean(), server_default=sa.false(), nullable=False))
    _own(OWNERS_NOW)
    _take_in()
    _mark_days()
    _count_later()



def downgrade() -> None:
    op.execute(f"DELETE FROM attachment WHERE owner_kind NOT IN {OWNERS_BEFORE} OR by_id IS NULL")
    _own(OWNERS_BEFORE)

    with op.batch_alter_table('resolution', schema=None) as batch_op:
        batch_op.drop_column('public')

    with op.batch_alter_table('installation', schema=None) as batch_op:
        batch_op.drop_column('public_figures')
        batch_op.drop_column('public_resolutions')
        batch_op.drop_column('public_reports')
        batch_op.drop_column('public_directory')

    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.alter_column('by_id',
               existing_type=sa.INTEGER(),
               nullable=False)

    with op.batch_alter_table('agency', schema=None) as batch_op:
        batch_op.drop_column('public')

    with op.batch_alter_table('programme_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_action_action_id'))

    op.drop_table('programme_action')
    with op.batch_alter_table('activity_action', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_action_action_id'))

    op.drop_table('activity_action')
    with op.batch_alter_table('outcome', schema=None) as batch_op:
        batch_op.drop_index('ix_outcome_verifier')
        batch_op.drop_index('ix_outcome_state')
        batch_op.drop_index(batch_op.f('ix_outcome_referral_id'))
        batch_op.drop_index('ix_outcome_case')
        batch_op.drop_index('ix_outcome_agency')

    op.drop_table('outcome')
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_index('ix_delivery_distribution')
        batch_op.drop_index(batch_op.f('ix_delivery_case_id'))
        batch_op.drop_index('ix_delivery_agency')

    op.drop_table('delivery')
    with op.batch_alter_table('memorandum_party', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memorandum_party_agency_id'))

    op.drop_table('memorandum_party')
    with op.batch_alter_table('indicator_value', schema=None) as batch_op:
        batch_op.drop_index('ix_indicator_value_indicator')
        batch_op.drop_index(batch_op.f('ix_indicator_value_corrected_by_id'))

    op.drop_table('indicator_value')
    with op.batch_alter_table('distribution', schema=None) as batch_op:
        batch_op.drop_index('ix_distribution_group')
        batch_op.drop_index(batch_op.f('ix_distribution_call_id'))
        batch_op.drop_index('ix_distribution_agency')

    op.drop_table('distribution')
    with op.batch_alter_table('visit', schema=None) as batch_op:
        batch_op.drop_index('ix_visit_point')

    op.drop_table('visit')
    with op.batch_alter_table('report_section', schema=None) as batch_op:
        batch_op.drop_index('ix_report_section_report')

    op.drop_table('report_section')
    op.drop_table('report_paper')
    with op.batch_alter_table('programme_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_partner_agency_id'))

    op.drop_table('programme_partner')
    with op.batch_alter_table('programme_activity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_activity_activity_id'))

    op.drop_table('programme_activity')
    with op.batch_alter_table('phase', schema=None) as batch_op:
        batch_op.drop_index('ix_phase_programme')

    op.drop_table('phase')
    with op.batch_alter_table('memorandum', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_memorandum_programme_id'))
        batch_op.drop_index('ix_memorandum_ends')
        batch_op.drop_index('ix_memorandum_agency')

    op.drop_table('memorandum')
    with op.batch_alter_table('indicator', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_indicator_programme_id'))

    op.drop_table('indicator')
    with op.batch_alter_table('circular_receipt', schema=None) as batch_op:
        batch_op.drop_index('ix_circular_receipt_person')

    op.drop_table('circular_receipt')
    with op.batch_alter_table('circular_audience', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circular_audience_circular_id'))

    op.drop_table('circular_audience')
    with op.batch_alter_table('call_column', schema=None) as batch_op:
        batch_op.drop_index('ix_call_column_call')

    op.drop_table('call_column')
    with op.batch_alter_table('budget_line', schema=None) as batch_op:
        batch_op.drop_index('ix_budget_line_programme')

    op.drop_table('budget_line')
    with op.batch_alter_table('answer_sheet', schema=None) as batch_op:
        batch_op.drop_index('ix_answer_sheet_agency')

    op.drop_table('answer_sheet')
    with op.batch_alter_table('activity_partner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_partner_agency_id'))

    op.drop_table('activity_partner')
    with op.batch_alter_table('watched_point', schema=None) as batch_op:
        batch_op.drop_index('ix_watched_point_list')
        batch_op.drop_index('ix_watched_point_group')

    op.drop_table('watched_point')
    with op.batch_alter_table('visit_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_round_centre_id'))
        batch_op.drop_index('ix_visit_round_by')
        batch_op.drop_index('ix_visit_round_agency')

    op.drop_table('visit_round')
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_replaces_id'))
        batch_op.drop_index('ix_report_public')
        batch_op.drop_index('ix_report_group')
        batch_op.drop_index('ix_report_agency')

    op.drop_table('report')
    with op.batch_alter_table('programme', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_programme_evaluation_group_id'))
        batch_op.drop_index('ix_programme_agency')

    op.drop_table('programme')
    with op.batch_alter_table('data_call', schema=None) as batch_op:
        batch_op.drop_index('ix_data_call_group')
        batch_op.drop_index('ix_data_call_agency')

    op.drop_table('data_call')
    with op.batch_alter_table('circular', schema=None) as batch_op:
        batch_op.drop_index('ix_circular_group')
        batch_op.drop_index('ix_circular_due')
        batch_op.drop_index('ix_circular_agency')

    op.drop_table('circular')
    with op.batch_alter_table('activity_paste', schema=None) as batch_op:
        batch_op.drop_index('ix_activity_paste_by')

    op.drop_table('activity_paste')
    with op.batch_alter_table('activity', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_activity_occasion_id'))
        batch_op.drop_index('ix_activity_group')
        batch_op.drop_index('ix_activity_agency')

    op.drop_table('activity')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index('ix_registration_list')
        batch_op.drop_index('ix_registration_ends')

    op.drop_table('registration')
    op.drop_table('occasion')
    op.drop_table('figure_count')
