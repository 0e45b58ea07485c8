"""What figures add to the funnel of outcomes: small counts are hidden there as everywhere."""

from __future__ import annotations

from coordination.figures.small import hide
from coordination.outcomes import small

small.hides(hide)
