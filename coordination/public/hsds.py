"""The directory as open data: objects of the Human Services Data Specification 3 (Open Referral), from agencies and
their centres as the public directory shows them.

An agency is an organization, a centre a location; what an agency's centres help with is a service, and where each does
a service_at_location. Ids are UUIDs that stay the same. What is not known is left out, or empty where the schema asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Final
from uuid import UUID, uuid5

from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS, Agency, AgencyKind, Centre, CentreKind
from coordination.lang import identifiers, locale, say

SPACE: Final = UUID("6f9dd6c6-9a6e-5d3c-8a5e-2f2f4b1a7c10")
"""Keeps our names apart from others' in the ids made of them."""
MOST: Final = 200
COUNTRY: Final = "IR"

Thing = dict[str, Any]


def page_of(things: Sequence[Thing], page: int, size: int) -> Thing:
    """One page (from 1) in the envelope of the specification's API."""
    pages = max(1, ceil(len(things) / size))
    shown = list(things[(page - 1) * size : page * size])
    return {
        "total_items": len(things),
        "total_pages": pages,
        "page_number": page,
        "size": len(shown),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not shown,
        "contents": shown,
    }


def organizations(agencies: Sequence[Agency]) -> list[Thing]:
    """Each agency; its telephone only where it is no mobile number, which would be a person's."""
    return [_organization(agency) for agency in agencies]


def locations(agencies: Sequence[Agency]) -> list[Thing]:
    """Each centre; the address of a residential one only where its agency opened it."""
    return [_location(centre) for agency in agencies for centre in agency.centres]


def services(agencies: Sequence[Agency], needs: Mapping[str, tuple[str, str]]) -> list[Thing]:
    """What each agency helps with, by code of the need; ``needs`` gives the names in Persian and English."""
    return [
        _service(agency, code, needs[code])
        for agency in agencies
        for code in dict.fromkeys(code for centre in agency.centres for code in centre.services)
        if code in needs
    ]


def service_at_locations(agencies: Sequence[Agency], needs: Mapping[str, tuple[str, str]]) -> list[Thing]:
    """Where each service is given."""
    return [
        {
            "id": _id("service_at_location", centre.public_id, code),
            "service_id": _id("service", agency.public_id, code),
            "location_id": _id("location", centre.public_id),
            **_said(description=centre.eligibility),
            "location": _location(centre),
        }
        for agency in agencies
        for centre in agency.centres
        for code in centre.services
        if code in needs
    ]


def office_phone(agency: Agency) -> str:
    """The agency's telephone, unless it is a mobile number: that would be a person's."""
    return agency.phone if agency.phone and identifiers.check_mobile(agency.phone) else ""


def _organization(agency: Agency) -> Thing:
    phone = office_phone(agency)
    return {
        "id": _id("organization", agency.public_id),
        "name": agency.name_fa,
        **_said(alternate_name=agency.name_en),
        "description": _words(AGENCY_KIND_LABELS[AgencyKind(agency.kind)]),
        "phones": [{"id": _id("phone", agency.public_id), "number": phone}] if phone else [],
        "locations": [_location(centre) for centre in agency.centres],
    }


def _location(centre: Centre) -> Thing:
    shown = centre.address if centre.address_is_open else ""
    address = {
        "id": _id("address", centre.public_id),
        "address_1": shown,
        "city": centre.city,
        "state_province": "",
        "postal_code": "",
        "country": COUNTRY,
        "address_type": "physical",
    }
    return {
        "id": _id("location", centre.public_id),
        "location_type": "physical",
        "name": centre.name_fa,
        **_said(alternate_name=centre.name_en),
        "description": _words(CENTRE_KIND_LABELS[CentreKind(centre.kind)]),
        "addresses": [address] if shown else [],
    }


def _service(agency: Agency, code: str, names: tuple[str, str]) -> Thing:
    where = [centre for centre in agency.centres if code in centre.services]
    ages_from = [centre.age_from for centre in where if centre.age_from is not None]
    ages_to = [centre.age_to for centre in where if centre.age_to is not None]
    eligible = "\n".join(dict.fromkeys(centre.eligibility for centre in where if centre.eligibility))
    found: Thing = {
        "id": _id("service", agency.public_id, code),
        "name": names[0],
        "status": "active",
        **_said(alternate_name=names[1], eligibility_description=eligible),
        "organization": {
            "id": _id("organization", agency.public_id),
            "name": agency.name_fa,
            "description": _words(AGENCY_KIND_LABELS[AgencyKind(agency.kind)]),
        },
    }
    if ages_from:
        found["minimum_age"] = min(ages_from)
    if ages_to:
        found["maximum_age"] = max(ages_to)
    return found


def _said(**texts: str) -> Thing:
    return {name: text for name, text in texts.items() if text}


def _words(label: str) -> str:
    """In both languages, since the data is read in any."""
    found = []
    for language in ("fa", "en"):
        with locale.using(language):
            found.append(say.message(label))
    return " / ".join(found)


def _id(*parts: str) -> str:
    return str(uuid5(SPACE, "/".join(parts)))
