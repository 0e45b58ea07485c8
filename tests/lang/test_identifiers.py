"""Numbers of people and bodies are brought to one form and doubted, never refused."""

from __future__ import annotations

import pytest

from coordination.lang.identifiers import (
    CHECKS,
    WARNINGS,
    check_email,
    check_faragir,
    check_fida,
    check_mobile,
    check_national_id,
    check_organisation_id,
    email,
    mobile,
    number,
)


# Invented numbers whose check digit fits: 0*10+1*9+2*8+… ; remainder under 2 is the digit itself, else 11 less it.
@pytest.mark.parametrize(
    "given", ["0123456789", "0499370899", "۰۴۹۹۳۷۰۸۹۹", "٠٤٩٩٣٧٠٨٩٩", "049-937089-9", " 0499370899 "]
)
def test_a_national_id_that_fits_brings_no_warning(given: str) -> None:
    assert check_national_id(given) is None


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        ("0499370898", "national_id_check"),
        ("1111111111", "national_id_check"),
        ("049937089", "national_id_length"),
        ("04993708991", "national_id_length"),
        ("04993708x9", "national_id_length"),
        ("", "national_id_length"),
    ],
)
def test_a_national_id_that_does_not_fit_is_doubted(given: str, warning: str) -> None:
    assert check_national_id(given) == warning


def test_every_wrong_digit_of_a_national_id_is_noticed() -> None:
    right = "0499370899"
    wrong = [right[:i] + d + right[i + 1 :] for i in range(10) for d in "0123456789" if d != right[i]]
    assert all(check_national_id(given) for given in wrong)


@pytest.mark.parametrize("given", ["14005555506", "۱۴۰۰۵۵۵۵۵۰۶"])
def test_an_organisation_id_that_fits_brings_no_warning(given: str) -> None:
    assert check_organisation_id(given) is None


@pytest.mark.parametrize(
    ("given", "warning"), [("14005555507", "organisation_id_check"), ("1400555550", "organisation_id_length")]
)
def test_an_organisation_id_that_does_not_fit_is_doubted(given: str, warning: str) -> None:
    assert check_organisation_id(given) == warning


def test_fida_has_twelve_digits() -> None:
    assert (check_fida("۱۲۳۴۵۶۷۸۹۰۱۲"), check_fida("12345678901")) == (None, "fida_length")


def test_faragir_has_sixteen_digits() -> None:
    assert (check_faragir("1234567890123456"), check_faragir("123456789012345x")) == (None, "faragir_length")


@pytest.mark.parametrize(
    "given",
    ["09121234567", "9121234567", "+989121234567", "00989121234567", "989121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "0912-123-4567"],
)
def test_a_mobile_number_has_one_form(given: str) -> None:
    assert mobile(given) == "+989121234567"


@pytest.mark.parametrize(("given", "kept"), [("021-8812 3456", "02188123456"), ("+49 171 1234567", "+491711234567")])
def test_another_telephone_number_is_kept(given: str, kept: str) -> None:
    assert (mobile(given), check_mobile(given)) == (kept, "mobile_form")


def test_a_passport_number_is_in_capitals_without_gaps() -> None:
    assert number(" a ۱۲۳-456 ") == "A123456"


def test_an_address_loses_spaces_capitals_and_persian_digits() -> None:
    assert email(" Mailto:Rabet۲@Example.ORG\u200c ") == "rabet2@example.org"


@pytest.mark.parametrize("given", ["name", "a@b", "a@b.", "@b.org", "a b@@c.org"])
def test_what_has_not_the_form_of_an_address_is_doubted(given: str) -> None:
    assert check_email(given) == "email_form"


def test_every_warning_of_a_kind_of_identity_has_words() -> None:
    assert all(check("?") in WARNINGS for check in CHECKS.values())
