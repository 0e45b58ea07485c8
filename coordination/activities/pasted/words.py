"""Words by which lists are read: what headings are made of, what names of bodies begin with, general words, places."""

from __future__ import annotations

from typing import Final

from coordination.activities.pasted.letters import keys

HEADING_WORDS: Final = keys(
    """
    شرکت حضور مشارکت در جلسه جلسات جلسه‌ها جلسه‌های نشست نشست‌ها نشست‌های همایش همایش‌ها همایش‌های سمینار
    سمینارها کنفرانس کنفرانس‌ها گردهمایی گردهمایی‌ها برگزاری برپایی انجام اجرای کارگاه کارگاه‌ها کارگاه‌های
    آموزشی آموزش دوره دوره‌ها دوره‌های مناسبت مناسبت‌ها مناسبت‌های مراسم مراسم‌ها برنامه برنامه‌ها برنامه‌های
    رویداد رویدادها و یا بازدید بازدیدها بازدیدهای دیدار دیدارها فعالیت فعالیت‌ها فعالیت‌های اجرایی طرح طرح‌ها
    طرح‌های پژوهش پژوهش‌ها پژوهشی تحقیق تحقیقات پیشنهادی پیشنهادها ارتباط ارتباطات با دستگاه دستگاه‌ها
    دستگاه‌های سازمان سازمان‌ها نهادها مصاحبه مصاحبه‌ها انتشار انتشارات رسانه رسانه‌ها رسانه‌ای نشریات گفتگو
    گفتگوها توزیع اقلام کمک کمک‌ها کمک‌های بسته‌ها اطلاع رسانی اطلاع‌رسانی به اعضا سایر دیگر موارد امور تخصصی
    عمومی فرهنگی هنری علمی بخش از های ها مکاتبات نامه‌ها نمایشگاه نمایشگاه‌ها جشن جشن‌ها اردو اردوها کنفرانس‌های
    شده شرکت‌شده meetings meeting attended attendance at of in events event held and joined workshops workshop
    training trainings courses visits visit field distribution distributions goods notices notice word to
    members research plans proposals proposal contacts contact with agencies authorities interviews interview
    publications publication press media other activities activity executive work celebrations exhibitions the
    by taking part participation conferences seminars news letters
    """
)
"""Words of which headings are made."""
TYPES: Final = keys(
    """
    انجمن مؤسسه مرکز کانون بنیاد جمعیت خانه گروه فرهنگسرای فرهنگسرا شبکه خیریه بنگاه صندوق مجتمع کلینیک
    association institute centre center foundation society house charity group network
    """
)
"""Words with which the name of an association or a house begins (or in English ends)."""
CITIES: Final = keys(
    """
    تهران قزوین اصفهان مشهد شیراز تبریز کرج البرز قم اهواز خوزستان کرمانشاه ارومیه رشت گیلان زاهدان کرمان همدان
    یزد اردبیل بندرعباس هرمزگان اراک زنجان سنندج کردستان گرگان گلستان ساری مازندران بوشهر لرستان خرم‌آباد ایلام
    سمنان بیرجند بجنورد یاسوج شهرکرد فارس خراسان مرکزی
    """
)
"""Cities and provinces: a body of one is not meant where another's name follows."""
GENERAL: Final = keys(
    """
    کودک کودکان کودکی کار خیابان خیابانی حقوق حمایت آموزش آموزشی پژوهش پژوهش‌های توسعه نوجوانان نوجوان جوانان
    جوان ایرانی ایران مطالعات زنان زن ملی شهر اجتماعی رفاه مشارکت مشارکت‌های مردمی مردم فرهنگی خدمات شهری صلح
    موزه پارک یاری دوستداران دوستدار سرزمین من عدالت فنی حرفه‌ای پرورش تعاون کشور امور نظام مصلحت تشخیص مجمع
    استان منطقه دفتر کمک‌های کمک بشردوستانه ملل سازمان قضایی انتظامی مرجع کنوانسیون شورای شورا ستاد سمن‌ها
    آسیب‌های آسیب هزاره سوم جمعیت خیریه مهر امید فردا آینده زندگی خانواده دختران پسران سلامت بهداشت درمان
    نیکوکاری نیکوکاران مددکاری مددکاران پیشگیری ورزش هنر کتاب خواندن باران آفتاب نور راه سبز خانه عمومی تخصصی
    جامعه welfare child children children’s rights right working street network helping centre development
    education educational research association protection friends state office social harms directorate province
    ministry cooperatives labour interior affairs national council municipality city services participation
    organisation organization deputy public district cultural authority convention literacy movement technical
    vocational training united nations humanitarian peace museum institute justice house women’s studies iranian
    youth hope headquarters governorate department command expediency adolescents land judicial enforcement
    health family with from that this their they
    """
)
"""Words of the field that name nobody by themselves."""
MONTHS: Final = keys(
    """
    January February March April May June July August September October November December
    ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
    """
)
"""Months of the other calendar."""
