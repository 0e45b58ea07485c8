"""What the groups of the demo world meet about: topics, typed minutes and what follows, all in invented words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import Enum, auto


class Goes(Enum):
    """How far a meeting has come."""

    PLANNED = auto()
    ANNOUNCED = auto()
    PUBLISHED = auto()
    CANCELLED = auto()
    NO_QUORUM = auto()
    IN_SESSION = auto()
    RECESSED = auto()
    WRITTEN = auto()
    """Held; the minutes are being written."""
    CIRCULATED = auto()
    APPROVED = auto()
    SIGNED = auto()


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry: the text as typed (``{+20}``: the day so long after the meeting), what becomes of its resolutions in
    their order, its outcome (empty: it is still being spoken of), and deeds (``deeds.follow``)."""

    title: str
    text: str = ""
    rulings: tuple[str, ...] = ()
    outcome: str = ""
    deeds: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    planned: int = 20
    spent: int = 18
    presenter: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting: of which group, when (a Jalali day, or so many days ago), and how far it has come."""

    group: str
    goes: Goes
    days_ago: int = 0
    on: tuple[int, int, int] | None = None
    hour: time | None = None
    topics: tuple[Topic, ...] = ()
    title: str = ""
    present: int = 99
    leaves_early: bool = False
    called_before: int = 10
    written_in: int = 2
    minutes_ago: int = 0
    comment: str = ""
    reply: str = ""
    reason: str = ""
    waives: int = -1
    refuses: int = -1
    next_of_cadence: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """An item that a member proposes; ``answer``: accept, decline, withdraw, or none yet."""

    group: str
    by: str
    agency: str
    title: str
    body: str
    days_ago: int
    answer: str = ""
    confidential: bool = False


INTERIOR = Held(
    "interior-ngo", Goes.SIGNED, on=(1396, 10, 7), hour=time(14), written_in=3, called_before=14,
    title="جلب مشارکت سازمان‌های مردم‌نهاد",
    comment="نام سازمان ما در فهرست حاضران جا افتاده بود.", reply="فهرست حاضران بازبینی و درست شد.",
    topics=(
        Topic("آیین‌نامه همکاری با سازمان‌های مردم‌نهاد",
              "پیش‌نویس آیین‌نامه خوانده شد و اعضا درباره سه بند آن گفت‌وگو کردند.\n"
              "مصوبه: سازمان‌های مردم‌نهاد در بازنویسی آیین‌نامه نماینده داشته باشند.\n"
              "اقدام: دیدگاه سازمان‌های عضو را درباره پیش‌نویس گرد آورید @شبکه یاری کودکان کار تا {+30}\n"
              "نکته: متن پیش‌نویس برای همه اعضا فرستاده می‌شود.",
              ("adopt",), "decide", ("1: 3 accept 8 report 2 verify", "r1: 80 implement"), ("network", "hoghugh"),
              presenter="دبیرخانه"),
        Topic("بانک اطلاعات سازمان‌های فعال در پیشگیری",
              "گزارش وضعیت ثبت سازمان‌ها داده شد.\n"
              "مصوبه: بانک مشترکی از سازمان‌های فعال و زمینه کار آن‌ها ساخته شود.\n"
              "اقدام: فهرست سازمان‌های فعال خود را با زمینه کار بفرستید @انجمن حمایت از حقوق کودکان تا {+20}",
              ("adopt",), "decide", ("1: 2 accept 3 start 12 report 3 verify", "r1: 200 partly"), ("hoghugh",)),
        Topic("برنامه دیدار از مراکز", "برنامه دیدارهای سه‌ماهه خوانده شد.", (), "note", planned=10),
    ),
)  # fmt: skip

EDUCATION = (
    Held("crc-education", Goes.SIGNED, days_ago=96, topics=(
        Topic("ثبت‌نام کودکان بی‌مدرک در مدرسه",
              "آمار کودکان بازمانده از تحصیل در سه منطقه گزارش شد.\n"
              "مصوبه: مدرسه‌ها کودکان دارای معرفی‌نامه را بی‌درنگ ثبت‌نام موقت کنند.\n"
              "اقدام: فهرست کودکان بازمانده از تحصیل منطقه ۱۲ را بفرستید @انجمن پژوهش‌های آموزشی پویا تا {+30}\n"
              "اقدام: بخشنامه ثبت‌نام موقت را به مدرسه‌ها ابلاغ کنید @آموزش و پرورش تا {+25}\n"
              "مصوبه: آزمون تعیین سطح تنها در آغاز مهر برگزار شود.",
              ("adopt", "vote"), "decide",
              ("1: 1 accept 2 start 20 report 2 verify", "2: 3 accept 30 report 4 verify"),
              ("education", "pouya")),
        Topic("کلاس‌های جبرانی سواد",
              "گزارش سه مرکز شنیده شد.\n"
              "اقدام: برنامه کلاس‌های جبرانی تابستان را بفرستید @سازمان نهضت سوادآموزی تا {+60}",
              (), "note", ("1: 2 accept 2 start 4 block",)),
    )),
    Held("crc-education", Goes.SIGNED, days_ago=47, topics=(
        Topic("معرفی‌نامه یکسان برای ثبت‌نام",
              "نمونه‌های معرفی‌نامه بررسی شد.\n"
              "مصوبه: یک معرفی‌نامه یکسان برای همه مراکز به کار رود.\n"
              "اقدام: نمونه نهایی معرفی‌نامه را آماده کنید @آموزش و پرورش تا {+35}\n"
              "اقدام: مراکز عضو را از نمونه تازه آگاه کنید @انجمن پژوهش‌های آموزشی پویا تا {+52}\n"
              "مصوبه: مصوبه پیشین درباره ثبت‌نام موقت با این مصوبه جایگزین شود.",
              ("adopt", "supersedes"), "decide",
              ("1: 4 accept 3 start 20 report 3 back", "2: 2 accept 6 start 9 note"), ("education", "pouya")),
        Topic("هزینه رفت‌وآمد دانش‌آموزان",
              "هزینه سرویس مدرسه در دو منطقه برآورد شد.\n"
              "اقدام: برآورد هزینه سرویس را تا پایان سال بفرستید @یونیسف تا {+38}\n"
              "مصوبه: نیمی از هزینه رفت‌وآمد از بودجه مشترک پرداخت شود.\n"
              "مصوبه: نمایندگان مراکز در برآورد هزینه شریک شوند.",
              ("reject", "withdraw"), "decide", ("1: 3 dispute",)),
        Topic("تقویم جلسه‌های نیمه دوم سال", "تقویم پیشنهادی خوانده شد و ایرادی نداشت.", (), "note", planned=5),
        Topic("جایزه مدرسه‌های همراه", "", (), "withdraw", planned=5),
    )),
    Held("crc-education", Goes.IN_SESSION, minutes_ago=70, called_before=9, present=6, topics=(
        Topic("گزارش ثبت‌نام میان‌سال",
              "آمار ثبت‌نام میان‌سال در سه منطقه گزارش شد.\n"
              "مصوبه: مدرسه‌های منطقه ۱۲ تا پایان ماه آمار ثبت‌نام موقت را بفرستند.\n"
              "اقدام: آمار ثبت‌نام موقت منطقه ۱۲ را بفرستید @آموزش و پرورش تا {+12}",
              ("adopt",), "decide", spent=15, presenter="نماینده آموزش و پرورش"),
        Topic("کتاب‌های درسی مراکز", "فهرست کتاب‌های مانده خوانده شد.\nنکته: سه مرکز هنوز کتاب ندارند.", (), "note",
              planned=10, spent=8),
        Topic("دوره آموزش مربیان",
              "پیشنهاد برگزاری دوره‌ای دوروزه مطرح شد.\n"
              "مصوبه: دوره آموزش مربیان در دی‌ماه برگزار شود.\n"
              "مصوبه: هزینه دوره را دستگاه‌های عضو به تساوی بپردازند.\n"
              "اقدام: سرفصل‌های دوره را پیشنهاد کنید @انجمن پژوهش‌های آموزشی پویا تا {+20}\n"
              "نکته: یونیسف جای برگزاری دوره را می‌دهد.\n"
              "اقدام: فهرست مربیان داوطلب را آماده کنید @آموزش و پرورش",
              ("put",), "", spent=12),
        Topic("کودکان مهاجر بی‌مدرک", planned=20, confidential=True),
        Topic("گزارش نهضت سوادآموزی", planned=15, presenter="نماینده نهضت"),
        Topic("برنامه جلسه بعد", planned=5),
    )),
    Held("crc-education", Goes.PUBLISHED, days_ago=-9, called_before=8, next_of_cadence=True, topics=(
        Topic("نتیجه ثبت‌نام میان‌سال", planned=20),
        Topic("آمار بازماندگان از تحصیل نیمه نخست", planned=20, presenter="دبیر"),
        Topic("برنامه کلاس‌های تقویتی زمستان", planned=15),
        Topic("همکاری با کتابخانه‌های محله", planned=10),
        Topic("معرفی مربیان داوطلب", planned=10),
        Topic("هماهنگی روز جهانی کودک", planned=15),
    )),
)  # fmt: skip

NETWORK = (
    Held("board", Goes.SIGNED, days_ago=41, topics=(
        Topic("بودجه فصل پاییز شبکه",
              "گزارش مالی خوانده شد.\nمصوبه: بودجه فصل پاییز به شکل پیشنهادی پذیرفته شد.\n"
              "اقدام: گزارش هزینه‌ها را هر ماه بفرستید @مرکز یاسر تا {+60}",
              ("adopt",), "decide", ("1: 2 accept 3 start 3 more",), ("network",)),
        Topic("نماینده شبکه در ستاد سمن‌ها", "دو نفر نامزد شدند.\n"
              "اقدام: نامه معرفی نماینده را بفرستید @مؤسسه تاک سرزمین من تا {+7}",
              (), "note", ("1: 1 start 3 report 1 verify",)),
    )),
    Held("board", Goes.CIRCULATED, days_ago=13, topics=(
        Topic("پذیرش عضو تازه",
              "درخواست عضویت یک انجمن بررسی شد.\nمصوبه: عضویت انجمن تا پایان سال به شکل آزمایشی پذیرفته شود.",
              ("adopt",), "decide", binds=("network",)),
        Topic("بازارچه زمستان", "پیشنهادها شنیده شد.", (), "defer"),
    )),
    Held("board", Goes.PUBLISHED, days_ago=-3, called_before=6, next_of_cadence=True, topics=(
        Topic("بازارچه زمستان و غرفه‌ها"), Topic("گزارش کارگروه حمایت"), Topic("قرارداد دفتر شبکه", planned=10),
        Topic("روز جهانی صلح"), Topic("کمک‌های جنسی رسیده", planned=10), Topic("پیشنهاد تغییر اساسنامه", planned=30),
    )),
    Held("general", Goes.CIRCULATED, days_ago=38, topics=(
        Topic("گزارش شش‌ماهه سازمان‌های عضو",
              "هر سازمان گزارش کوتاهی داد.\nمصوبه: گزارش فصل همه سازمان‌ها در یک قالب فرستاده شود.\n"
              "اقدام: قالب گزارش فصل را آماده کنید @مؤسسه تاک سرزمین من تا {+20}",
              ("adopt",), "decide", binds=("taak", "pouya")),
    )),
    Held("general", Goes.NO_QUORUM, days_ago=11, present=3, topics=(Topic("انتخاب بازرس"), Topic("سهم عضویت سال بعد"))),
    Held("general", Goes.ANNOUNCED, days_ago=-6, called_before=5, next_of_cadence=True, topics=(
        Topic("انتخاب بازرس شبکه"), Topic("سهم عضویت"),
    )),
)  # fmt: skip

AUTHORITY = (
    Held("crc-coordination", Goes.SIGNED, days_ago=88, topics=(
        Topic("تقسیم کار ملی حمایت از کودکان کار",
              "پیش‌نویس تقسیم کار خوانده شد.\n"
              "مصوبه: هر دستگاه وظیفه خود را در تقسیم کار ملی بنویسد.\n"
              "مصوبه: یک سامانه یکپارچه آمار کودکان کار راه‌اندازی شود.\n"
              "اقدام: وظیفه‌های بهزیستی را در تقسیم کار بنویسید @سازمان بهزیستی کشور تا {+40}\n"
              "اقدام: پیشنهاد سازمان‌های مردم‌نهاد را بفرستید @کانون توسعه کودکان و نوجوانان تا {+45}",
              ("adopt", "adopt"), "decide",
              ("1: 3 accept 5 start 20 note 25 report", "2: 2 accept 4 start 12 more 3 grant", "r2: 40 give_up"),
              ("behzisti", "tosee", "judiciary")),
        Topic("نماینده دستگاه قضایی", "گفت‌وگو شد.", (), "refer"),
    )),
    Held("crc-coordination", Goes.CIRCULATED, days_ago=6, comment="در بند نخست تاریخ اجرا نیامده است.", topics=(
        Topic("سنجه‌های سال آینده",
              "فهرست سنجه‌ها خوانده شد.\nمصوبه: ده سنجه مشترک برای سال آینده به کار رود.\n"
              "اقدام: سنجه‌های بهداشتی را پیشنهاد کنید @یونیسف تا {+30}",
              ("adopt",), "decide", binds=("unicef",)),
        Topic("گزارش کارگروه‌ها", "گزارش سه کارگروه شنیده شد.\nمصوبه: کارگروه چهارمی ساخته شود.", ("defer",), "note"),
    )),
    Held("crc-coordination", Goes.ANNOUNCED, days_ago=-12, called_before=6, next_of_cadence=True, topics=(
        Topic("جمع‌بندی تقسیم کار ملی"), Topic("بودجه کارگروه‌ها"),
    )),
    Held("crc-support", Goes.SIGNED, days_ago=75, topics=(
        Topic("سرپناه شبانه کودکان",
              "ظرفیت سرپناه‌ها گزارش شد.\nمصوبه: ده تخت اضطراری برای زمستان نگه داشته شود.\n"
              "اقدام: شمار تخت‌های خالی را هر هفته اعلام کنید @سازمان خدمات و مشارکت‌های اجتماعی شهرداری تهران تا {+30}",
              ("adopt",), "decide", ("1: 2 accept 20 report 2 verify",), ("tehran-social",)),
    )),
    Held("crc-support", Goes.CANCELLED, days_ago=44, reason="هم‌زمانی با نشست استان‌ها",
         topics=(Topic("وضعیت مراکز شبانه"),)),
    Held("crc-support", Goes.APPROVED, days_ago=15, topics=(
        Topic("خدمت‌رسانی در زمستان",
              "برنامه گشت زمستانی خوانده شد.\n"
              "مصوبه: گشت شبانه واحدهای سیار از آذر آغاز شود.\n"
              "مصوبه: مصوبه پیشین درباره تخت‌های اضطراری لغو شود.\n"
              "اقدام: برنامه گشت شبانه را بفرستید @سازمان خدمات و مشارکت‌های اجتماعی شهرداری تهران تا {+12}\n"
              "اقدام: لباس گرم سی کودک را آماده کنید @مؤسسه تاک سرزمین من تا {+30}\n"
              "اقدام: دستور قضایی پذیرش شبانه را پیگیری کنید @مرجع قضایی تا {+35}",
              ("adopt", "revokes"), "decide", ("1: 1 accept", "3: 1 cancel"), ("tehran-social", "taak")),
    )),
    Held("crc-abuse", Goes.SIGNED, days_ago=64, waives=0, topics=(
        Topic("شیوه گزارش‌دهی کودک‌آزاری",
              "شیوه گزارش‌دهی مدرسه‌ها بررسی شد.\nمصوبه: هر گزارش تا یک روز به بهزیستی برسد.\n"
              "اقدام: شماره تماس شبانه‌روزی را اعلام کنید @سازمان بهزیستی کشور تا {+15}",
              ("adopt",), "decide", ("1: 1 accept 5 start 5 report 2 verify",), ("behzisti", "police"),
              confidential=True),
    )),
    Held("crc-abuse", Goes.WRITTEN, days_ago=4, topics=(
        Topic("هماهنگی با مراجع انتظامی",
              "گفت‌وگو درباره حضور مددکار در کلانتری‌ها انجام شد.\n"
              "مصوبه: در سه کلانتری مددکار کودک حاضر باشد.\n"
              "اقدام: فهرست کلانتری‌ها را پیشنهاد کنید @مرجع انتظامی تا {+20}",
              ("adopt",), "decide"),
        Topic("دوره آموزشی ضابطان", "به جلسه بعد رسید.", (), "not_reached"),
    )),
)  # fmt: skip

OTHERS = (
    Held("qazvin-social", Goes.SIGNED, days_ago=33, topics=(
        Topic("پذیرش کودکان خیابانی در پایان هفته",
              "نبود پذیرش در پایان هفته بررسی شد.\n"
              "مصوبه: مرکز روزانه پنجشنبه‌ها تا ساعت ۱۸ باز باشد.\n"
              "اقدام: برنامه کار پنجشنبه‌ها را اعلام کنید @اداره کل بهزیستی استان قزوین تا {+20}\n"
              "اقدام: نقاط پرتردد را به واحد سیار بدهید @شهرداری قزوین تا {+42}",
              ("adopt",), "decide", ("1: 1 accept 3 start 2 note", "2: 2 accept 2 start"),
              ("behzisti-qazvin", "qazvin-municipality")),
        Topic("مهارت‌آموزی مادران", "گزارش داده شد.\n"
              "اقدام: جای خالی دوره‌های پاییز را بفرستید @سازمان آموزش فنی و حرفه‌ای تا {+10}",
              (), "note", ("1: 1 start 5 report 1 verify",)),
    )),
    Held("qazvin-social", Goes.ANNOUNCED, days_ago=-5, called_before=2, topics=(Topic("گزارش مرکز روزانه"),)),
    Held("tehran-hq", Goes.PUBLISHED, days_ago=-7, called_before=3, topics=(
        Topic("گزارش واحدهای سیار"), Topic("هماهنگی با مرجع قضایی"), Topic("برنامه زمستان"),
    )),
    Held("dropout-evaluation", Goes.SIGNED, days_ago=52, refuses=1, topics=(
        Topic("روش ارزشیابی طرح",
              "سه روش سنجیده شد.\nمصوبه: ارزشیابی در پنج شهر آغاز شود.\n"
              "اقدام: ابزار ارزشیابی را تا پایان فصل آماده کنید @آموزش و پرورش تا {+50}",
              ("adopt",), "decide", ("1: 2 accept 2 start 5 more 2 refuse",), ("education",)),
    )),
    Held("dropout-evaluation", Goes.RECESSED, minutes_ago=100, called_before=6, topics=(
        Topic("نتیجه ارزشیابی پنج شهر", "نتیجه سه شهر خوانده شد.", (), "", spent=20), Topic("گام بعدی طرح"),
    )),
    Held("national-social-council", Goes.PLANNED, days_ago=-20, topics=()),
    Held("csr-steering", Goes.PUBLISHED, days_ago=-15, called_before=4, topics=(
        Topic("جمع‌بندی کار شش کمیته"), Topic("برنامه سال آینده"),
    )),
)  # fmt: skip

PLANS: tuple[Held, ...] = (INTERIOR, *EDUCATION, *NETWORK, *AUTHORITY, *OTHERS)
PROPOSALS = (
    Proposal("crc-education", "crc-education.education", "education", "سقف سن ثبت‌نام در کلاس‌های جبرانی",
             "کودکان پانزده‌ساله در هیچ کلاسی جا ندارند.", 4),
    Proposal("crc-education", "pouya.liaison", "pouya", "کمبود معلم داوطلب در منطقه ۱۲",
             "دو مرکز از آغاز ماه معلم ریاضی ندارند.", 2),
    Proposal("crc-education", "literacy.liaison", "literacy", "کارت سلامت دانش‌آموزان", "برای ثبت‌نام خواسته می‌شود.", 20,
             "decline"),
    Proposal("crc-education", "unicef.liaison", "unicef", "بازدید مشترک از مراکز", "دو روز در زمستان.", 25, "withdraw"),
    Proposal("qazvin-social", "behzisti-qazvin.liaison", "behzisti-qazvin", "نوبت پذیرش شبانه",
             "نیازمند تصمیم است.", 3),
    Proposal("general", "taak.liaison", "taak", "سامانه مشترک داوطلبان", "برای همه سازمان‌های عضو.", 6, "accept"),
)  # fmt: skip
