"""What is told of resolutions, actions and requests for more time; a confidential title stays out."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Side, Telling

TO_OWNER, TO_SECRETARY = (Side.OWNER,), (Side.SECRETARY,)

RESOLUTION: dict[str, Telling] = {
    "resolution.enter_into_force": Telling(
        N_("The resolution %(code)s of %(group)s entered into force and binds %(agency)s."), (Side.BOUND,)
    ),
}

ACTION: dict[str, Telling] = {
    "action.issue": Telling(N_("You have a new action, due %(day)s: %(what)s."), TO_OWNER),
    "action.accept": Telling(N_("%(person)s accepted the action %(what)s."), TO_SECRETARY, mail=False),
    "action.dispute": Telling(N_("%(person)s disputes the action %(what)s. It waits for your ruling."), TO_SECRETARY),
    "action.dismiss_dispute": Telling(N_("The action stays after your dispute: %(what)s."), TO_OWNER),
    "action.transfer": Telling(N_("An action was given to you, due %(day)s: %(what)s."), TO_OWNER),
    "action.block": Telling(N_("The action %(what)s of %(person)s waits for another."), TO_SECRETARY),
    "action.report_done": Telling(N_("%(person)s reported the action %(what)s done. Verify it."), (Side.VERIFIER,)),
    "action.verify": Telling(N_("The action %(what)s was verified."), TO_OWNER),
    "action.send_back": Telling(N_("The action %(what)s came back to you: something is missing."), TO_OWNER),
    "action.cancel": Telling(N_("The action %(what)s was cancelled."), TO_OWNER),
}

REMINDER: dict[int, str] = {-7: "action.due_in_days", -3: "action.due_in_days", 0: "action.due_today", 1: "action.late"}
"""In which words each step of the ladder is told (days from the due date)."""
LATE_AT_AGENCY = "action.late_at_agency"
REMINDERS: dict[str, Telling] = {
    "action.due_in_days": Telling(N_("The action %(what)s is due %(day)s.")),
    "action.due_today": Telling(N_("The action %(what)s is due today, %(day)s.")),
    "action.late": Telling(N_("The action %(what)s is late: it was due %(day)s.")),
    LATE_AT_AGENCY: Telling(N_("An action of %(person)s at your agency is late: %(what)s was due %(day)s.")),
}

EXTENSION: dict[str, Telling] = {
    "extension.request": Telling(N_("%(person)s asks for more time for the action %(what)s."), TO_SECRETARY),
    "extension.grant": Telling(N_("You were given until %(day)s for the action %(what)s."), TO_OWNER),
    "extension.refuse": Telling(N_("More time for the action %(what)s was refused; it is due %(day)s."), TO_OWNER),
}
