"""What is told of data calls, answer sheets and deliveries. ``group`` is who issued it, a group or an agency."""

from __future__ import annotations

from coordination.kernel.messages import N_
from coordination.notices.words.telling import Telling

SHEET_ASKED = "answer_sheet.ask"
DATA_CALL: dict[str, Telling] = {
    SHEET_ASKED: Telling(N_("%(group)s asks %(agency)s for figures by %(day)s: %(what)s.")),
    "data_call.reopen": Telling(N_("%(group)s takes answers again until %(day)s: %(what)s.")),
    "answer_sheet.submit": Telling(N_("%(agency)s handed in its sheet: %(what)s."), mail=False),
    "answer_sheet.return": Telling(N_("%(group)s gave the sheet of %(agency)s back to be corrected: %(what)s.")),
    "answer_sheet.accept": Telling(N_("%(group)s took the sheet of %(agency)s into the tally: %(what)s."), mail=False),
}
SHEET_DUE_SOON, SHEET_DUE_TODAY, SHEET_LATE = "sheet.due_soon", "sheet.due_today", "sheet.late"
SHEET_REMINDERS: dict[str, Telling] = {
    SHEET_DUE_SOON: Telling(N_("The sheet of %(agency)s is due %(day)s: %(what)s.")),
    SHEET_DUE_TODAY: Telling(N_("The sheet of %(agency)s is due today, %(day)s: %(what)s.")),
    SHEET_LATE: Telling(N_("The sheet of %(agency)s is late: it was due %(day)s, %(what)s.")),
}
DELIVERY: dict[str, Telling] = {
    "delivery.to_divide": Telling(N_("%(group)s asks %(agency)s to name the households that receive: %(what)s.")),
    "delivery.dispatch": Telling(N_("%(group)s sent goods to %(agency)s. Confirm what arrives: %(what)s.")),
    "delivery.confirm": Telling(N_("%(agency)s confirmed what it received: %(what)s."), mail=False),
}
