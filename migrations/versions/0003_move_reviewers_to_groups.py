"""Reviewers named on pages become the secretary and the chair of the group that leads the agency."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0003_move_reviewers_to_groups'
down_revision = '0002_add_groups_and_meetings'
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
TABLES = ('agency', 'installation')


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ('reviewer_id', 'second_reviewer_id'):
                batch_op.drop_constraint(batch_op.f(f'fk_{table}_{column}'), type_='foreignkey')
                batch_op.drop_column(column)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in ('reviewer_id', 'second_reviewer_id'):
                batch_op.add_column(sa.Column(column, ID, nullable=True))
                batch_op.create_foreign_key(batch_op.f(f'fk_{table}_{column}'), 'person', [column], ['id'])
