"""What is recorded of a child, one record a field group: what forms give and commands store."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from coordination.cases.models import BasisKind, FieldGroup, HowGiven, IdentityKind, Kin, Risk, Sex


@dataclass(frozen=True, slots=True)
class Birth:
    """When the child was born: a Jalali year, the day where it is known, and whether it is a guess."""

    year: int | None = None
    on: date | None = None
    approximate: bool = True


@dataclass(frozen=True, slots=True)
class Triage:
    """What stands on the triage card, with the agency's own number of the file."""

    sex: Sex
    city: str = ""
    district: str = ""
    language: str = ""
    interpreter_needed: bool = False
    special_needs: str = ""
    risk: Risk = Risk.MEDIUM
    file_number: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Names, papers and contact; ``aliases`` one a line."""

    given_name: str = ""
    family_name: str = ""
    aliases: str = ""
    father_name: str = ""
    birth: Birth = field(default_factory=Birth)
    identity_kind: IdentityKind = IdentityKind.NONE
    identity_number: str = ""
    phone: str = ""
    safe_contact: str = ""
    address: str = ""

    def names(self) -> dict[str, str]:
        """The names that are searched, by field."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "aliases": self.aliases,
            "father_name": self.father_name,
        }


@dataclass(frozen=True, slots=True)
class SchoolWork:
    """School, and the work the child was found doing; ``work_hours`` a week."""

    in_school: bool | None = None
    work_kind: str = ""
    work_hours: int | None = None
    work_hazardous: bool = False
    school_work: str = ""


@dataclass(frozen=True, slots=True)
class Legal:
    """Nationality and residence."""

    nationality: str = ""
    legal: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """Everything a new file is opened with."""

    triage: Triage
    identity: Identity = field(default_factory=Identity)
    school_work: SchoolWork = field(default_factory=SchoolWork)
    legal: Legal = field(default_factory=Legal)
    family: str = ""
    health: str = ""


@dataclass(frozen=True, slots=True)
class Relative:
    """A member of the family; ``code`` is of their own file at the same agency, if they have one."""

    relation: Kin
    name: str = ""
    note: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a consent or legal basis says: its scope (recipients × field groups × needs) and how it was given.

    ``recipient_ids`` are agencies, of no account where it is for ``all_recipients``; no needs means every need.
    """

    kind: BasisKind
    how_given: HowGiven
    given_on: date
    given_by: str = ""
    witness: str = ""
    language: str = ""
    valid_until: date | None = None
    all_recipients: bool = False
    recipient_ids: tuple[int, ...] = ()
    groups: tuple[FieldGroup, ...] = ()
    needs: tuple[str, ...] = ()
