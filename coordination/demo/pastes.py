"""An old list that the network has pasted and not yet recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from coordination.activities import commands
from coordination.activities.issuers import Issuer
from coordination.demo.stage import Stage, Tale
from coordination.lang.spans import HALF, range_of
from coordination.lang.spans_typed import Span

PASTED: Final = timedelta(days=2)
YEAR: Final = 1391
LIST: Final = """فهرست کارهای شبکه در نیمه نخست 1391

الفشرکتدرجلسات:
– شركت در جلسات شورای شهر تهران درباره بودجه خانه هاي روزانه
– شرکت درجلسه سازمان بهزیستی برای مرور آیین نامه پذیرش
– شرکت در جلسات وزارت تعاون ،کار و رفاه اجتماعي در موارد زیر:
* دو جلسه سامان دادن آمار
*جلسه نهایی جمع بندی
ب- برگزاري كارگاه هاي آموزشی :
1- كارگاه كمك‌هاي اوليه براي مربیان انجمن پویا - 3 روز
2- کارگاه قصه‌گویی   3- کارگاه بازی درمانی با همكاري یونیسف (دو روزه)
پ- برگزاری مناسبت ها:
– نمایشگاه دست ساخته های کودکان با همکاری موزه صلح
ت- برگزاری جلسات:
1- جلسات ماهانه شبكه
2- جلسه با کانون توسعه کودکان و نوجوانان درباره تقسیم محله ها
ث- بازدید ها
- بازدید از مرکز یاسر
تهیه کننده: دبیرخانه
"""


def all_pastes(stage: Stage) -> list[Tale]:
    """The one list, as messy as old lists are."""
    return [_old_list(stage)]


def _old_list(stage: Stage) -> Tale:
    yield stage.working_moment(stage.now - PASTED)
    first, last = range_of(HALF, YEAR, 1)
    issuer = Issuer(agency_id=stage.agencies["network"].id)
    commands.paste(stage.actor("network.liaison"), issuer=issuer, when=Span(first, last, HALF), text=LIST)
