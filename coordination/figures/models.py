"""Columns of the aggregates: how many there are of what, for an agency, or everybody, in a Jalali month."""

from __future__ import annotations

from sqlalchemy import Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from coordination.kernel.db import Base, Id

EVERYBODY = 0
"""In the place of an agency: the sum over all of them."""


class FigureCount(Base):
    """One cell: ``n`` things of a measure and key (``cells.py`` names them) at an agency in a month. Derived from the
    records and never edited; hence no version, and no foreign key for ``EVERYBODY``."""

    __tablename__ = "figure_count"
    __table_args__ = {"sqlite_with_rowid": False}

    agency_id: Mapped[int] = mapped_column(Id, primary_key=True, autoincrement=False)
    month: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    """Jalali year × 100 + month, such as 139604."""
    measure: Mapped[str] = mapped_column(String(16), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    n: Mapped[int] = mapped_column(Id)
