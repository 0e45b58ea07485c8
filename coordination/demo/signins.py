"""With whom one signs in to the demo world; the sign-in page shows these in demo mode only."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from coordination.kernel.messages import N_

PASSWORD = "chenar-abi-1405"  # noqa: S105  (known to everybody: it opens the invented world alone)


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person of the demo world to sign in as; ``label`` is a msgid that says who it is."""

    label: str
    email: str
    password: str = PASSWORD


SIGN_INS = (
    SignIn(N_("Secretary of the education working group"), "secretary@example.org"),
    SignIn(N_("Chair of the education working group"), "chair@example.org"),
    SignIn(N_("Member of the education working group"), "member@example.org"),
    SignIn(N_("Liaison of the municipality's mobile unit"), "mobile-unit@example.org"),
    SignIn(N_("Liaison of the welfare directorate of Qazvin"), "welfare@example.org"),
    SignIn(N_("Liaison of the Pouya association"), "pouya@example.org"),
    SignIn(N_("Social worker of the welfare directorate"), "worker@example.org"),
    SignIn(N_("Head of the welfare directorate"), "head@example.org"),
    SignIn(N_("Court liaison"), "court@example.org"),
    SignIn(N_("Secretary of the group of Qazvin, who rules on objections"), "reviewer@example.org"),
    SignIn(N_("Registrar of organisations"), "registrar@example.org"),
    SignIn(N_("Liaison of the network of associations"), "network.liaison@example.org"),
    SignIn(N_("Secretary of the general meeting of member organisations"), "general.secretary@example.org"),
    SignIn(N_("Liaison of Tehran's social services"), "tehran-social.liaison@example.org"),
    SignIn(N_("Administrator"), "administrator@example.org"),
    SignIn(N_("Data officer"), "data-officer@example.org"),
    SignIn(N_("Auditor"), "auditor@example.org"),
)


def signins() -> list[SignIn]:
    """The sign-ins, the three main users first; none outside demo mode."""
    return list(SIGN_INS) if current_app.config["HAMAHANG"].mode == "demo" else []
