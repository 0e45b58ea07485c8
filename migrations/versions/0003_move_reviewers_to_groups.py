"""Reviewers named on pages become the secretary and the chair of the group that leads the agency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from coordination.kernel.db import new_public_id
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold
from coordination.lang.zone import local_date

revision = '0003_move_reviewers_to_groups'
down_revision = '0002_add_groups_and_meetings'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLES = ('agency', 'installation')
REVIEWERS = ('reviewer_id', 'second_reviewer_id')

MOMENT = sa.DateTime(timezone=True)


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, sa.MetaData(), *columns)


agency, installation = (
    _table(
        name,
        sa.Column('id', ID, primary_key=True),
        sa.Column('reviewer_id', ID),
        sa.Column('second_reviewer_id', ID),
        sa.Column('lead_group_id', ID),
        *([sa.Column('host_agency_id', ID)] if name == 'installation' else []),
    )
    for name in TABLES
)
group = _table(
    'working_group',
    sa.Column('id', ID, primary_key=True),
    *(sa.Column(name, sa.String()) for name in (
        'public_id', 'code', 'number_prefix', 'name_fa', 'name_en', 'sort_key', 'folded', 'kind', 'purpose',
        'approval_rule', 'quorum_kind', 'majority', 'issue_at', 'signed_by',
    )),
    *(sa.Column(name, sa.Integer()) for name in ('version', 'tacit_days', 'quorum_value')),
    *(sa.Column(name, sa.Boolean()) for name in ('confidential', 'active', 'secretary_votes')),
    sa.Column('host_agency_id', ID),
    sa.Column('quorum_agencies', sa.JSON()),
)
seat = _table(
    'seat',
    sa.Column('id', ID, primary_key=True),
    *(sa.Column(name, sa.String()) for name in ('public_id', 'kind', 'came', 'letter')),
    *(sa.Column(name, sa.Integer()) for name in ('version', 'position')),
    *(sa.Column(name, ID) for name in ('group_id', 'agency_id', 'holder_id')),
    *(sa.Column(name, sa.Date()) for name in ('from_on', 'to_on')),
    *(sa.Column(name, MOMENT) for name in ('confirmed_at', 'ended_at')),
)

PERSIAN_DIGITS = str.maketrans('0123456789', '۰۱۲۳۴۵۶۷۸۹')


def upgrade() -> None:
    _make_groups(op.get_bind())
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in REVIEWERS:
                batch_op.drop_constraint(batch_op.f(f'fk_{table}_{column}'), type_='foreignkey')
                batch_op.drop_column(column)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in REVIEWERS:
                batch_op.add_column(sa.Column(column, ID, nullable=True))
                batch_op.create_foreign_key(batch_op.f(f'fk_{table}_{column}'), 'person', [column], ['id'])
    _name_reviewers(op.get_bind())


def _make_groups(bind: sa.Connection) -> None:
    """A group for every pair of reviewers that stands anywhere; what has a lead group already keeps it."""
    host = bind.scalar(sa.select(installation.c.host_agency_id)) or bind.scalar(sa.select(sa.func.min(agency.c.id)))
    pairs: set[tuple[int | None, int | None]] = set()
    for table in (agency, installation):
        named = sa.or_(table.c.reviewer_id.is_not(None), table.c.second_reviewer_id.is_not(None))
        asked = sa.select(table.c.reviewer_id, table.c.second_reviewer_id).where(named, table.c.lead_group_id.is_(None))
        pairs.update((row[0], row[1]) for row in bind.execute(asked.distinct()))
    for first, second in sorted(pairs, key=lambda pair: (pair[0] or 0, pair[1] or 0)):
        group_id = _make_group(bind, host, first, second)
        for table in (agency, installation):
            bind.execute(
                sa.update(table)
                .where(
                    table.c.reviewer_id.is_not_distinct_from(first),
                    table.c.second_reviewer_id.is_not_distinct_from(second),
                    table.c.lead_group_id.is_(None),
                )
                .values(lead_group_id=group_id)
            )


def _make_group(bind: sa.Connection, host: int, first: int | None, second: int | None) -> int:
    number = 1
    while bind.scalar(
        sa.select(group.c.id).where(sa.or_(group.c.code == f'lead-{number}', group.c.number_prefix == f'L{number}'))
    ):
        number += 1
    name_fa = f'گروه راهبر {str(number).translate(PERSIAN_DIGITS)}'
    names = (name_fa, f'Lead group {number}', f'lead-{number}', f'L{number}')
    group_id = bind.execute(
        sa.insert(group)
        .values(
            public_id=new_public_id(),
            version=1,
            code=f'lead-{number}',
            number_prefix=f'L{number}',
            name_fa=name_fa,
            name_en=f'Lead group {number}',
            sort_key=sort_key(name_fa)[:400],
            folded=''.join(f'\n{line}' for line in dict.fromkeys(map(fold, names)) if line) + '\n',
            kind='headquarters',
            host_agency_id=host,
            purpose='',
            confidential=False,
            active=True,
            approval_rule='chair',
            tacit_days=5,
            quorum_kind='share',
            quorum_value=50,
            quorum_agencies=[],
            majority='simple',
            issue_at='approval',
            signed_by='chair_and_secretary',
            secretary_votes=False,
        )
        .returning(group.c.id)
    ).scalar_one()
    moment = datetime.now(UTC)
    seats: Iterable[tuple[str, int | None, int | None]] = (
        ('chair', second, None), ('secretary', first, None), ('member', None, host),
    )
    for position, (kind, holder, of_agency) in enumerate(seats, start=1):
        if holder is not None or of_agency is not None:
            bind.execute(
                sa.insert(seat).values(
                    public_id=new_public_id(),
                    version=1,
                    group_id=group_id,
                    kind=kind,
                    agency_id=of_agency,
                    holder_id=holder,
                    came='appointed',
                    letter='',
                    from_on=local_date(moment),
                    position=position,
                    confirmed_at=moment,
                )
            )
    return int(group_id)


def _name_reviewers(bind: sa.Connection) -> None:
    """The first standing secretary and chair of each lead group; where there is no secretary the chair comes first."""
    today = local_date(datetime.now(UTC))
    for table in (agency, installation):
        led = sa.select(table.c.lead_group_id).where(table.c.lead_group_id.is_not(None)).distinct()
        for (group_id,) in bind.execute(led).all():
            holders = (_holder(bind, group_id, 'secretary', today), _holder(bind, group_id, 'chair', today))
            first, second = holders if holders[0] is not None else (holders[1], None)
            bind.execute(
                sa.update(table)
                .where(table.c.lead_group_id == group_id)
                .values(reviewer_id=first, second_reviewer_id=second if second != first else None)
            )


def _holder(bind: sa.Connection, group_id: int, kind: str, today: date) -> int | None:
    return bind.scalar(
        sa.select(seat.c.holder_id)
        .where(
            seat.c.group_id == group_id,
            seat.c.kind == kind,
            seat.c.holder_id.is_not(None),
            seat.c.confirmed_at.is_not(None),
            seat.c.ended_at.is_(None),
            seat.c.from_on <= today,
            sa.or_(seat.c.to_on.is_(None), seat.c.to_on >= today),
        )
        .order_by(seat.c.id)
        .limit(1)
    )
