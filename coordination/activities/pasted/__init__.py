"""An old list of activities as it is pasted, however messy, read into drafts: pure functions without a database."""

from coordination.activities.pasted.drafts import Draft, Found
from coordination.activities.pasted.names import Body
from coordination.activities.pasted.reading import parse

__all__ = ["Body", "Draft", "Found", "parse"]
