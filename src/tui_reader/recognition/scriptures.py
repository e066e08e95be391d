"""Places in scripture in brackets: `البقرة: 255`, `سورة آل عمران، الآية 7`, `متى 14: 28-31`, `1 Cor. 13:4`.

A place is only one where the book is known by name and has so many verses (of the Quran), or where chapter and verse
are named (of the Bible): `(محمد: 20)` is one, `(محمد، 20)` a man's age. Hadiths are named by who handed them down.
"""

from __future__ import annotations

import re

from tui_reader.text.folding import fold_text

_SURAHS = """
الفاتحة 7|البقرة 286|آل عمران 200|النساء 176|المائدة 120|الأنعام 165|الأعراف 206|الأنفال 75|التوبة 129|يونس 109
هود 123|يوسف 111|الرعد 43|إبراهيم 52|الحجر 99|النحل 128|الإسراء 111|الكهف 110|مريم 98|طه 135|الأنبياء 112|الحج 78
المؤمنون 118|النور 64|الفرقان 77|الشعراء 227|النمل 93|القصص 88|العنكبوت 69|الروم 60|لقمان 34|السجدة 30|الأحزاب 73
سبأ 54|فاطر 45|يس 83|الصافات 182|الزمر 75|غافر 85|فصلت 54|الشورى 53|الزخرف 89|الدخان 59|الجاثية 37|الأحقاف 35
محمد 38|الفتح 29|الحجرات 18|ق 45|الذاريات 60|الطور 49|النجم 62|القمر 55|الرحمن 78|الواقعة 96|الحديد 29|المجادلة 22
الحشر 24|الممتحنة 13|الصف 14|الجمعة 11|المنافقون 11|التغابن 18|الطلاق 12|التحريم 12|الملك 30|القلم 52|الحاقة 52
المعارج 44|نوح 28|الجن 28|المزمل 20|المدثر 56|القيامة 40|الإنسان 31|المرسلات 50|النبأ 40|النازعات 46|عبس 42
التكوير 29|الانفطار 19|المطففين 36|الانشقاق 25|البروج 22|الطارق 17|الأعلى 19|الغاشية 26|الفجر 30|البلد 20|الشمس 15
الليل 21|الضحى 11|الشرح 8|التين 8|العلق 19|القدر 5|البينة 8|الزلزلة 8|العاديات 11|القارعة 11|التكاثر 8|العصر 3
الهمزة 9|الفيل 5|قريش 4|الماعون 7|الكوثر 3|الكافرون 6|النصر 3|المسد 5|الإخلاص 4|الفلق 5|الناس 6|براءة 129
بني إسرائيل 111|المؤمن 85|حم السجدة 54|الدهر 31|الانشراح 8|اللهب 5|المؤمنين 118|المنافقين 11|الكافرين 6|المطففون 36
ص 88
"""
"""The chapters of the Quran, and other names of some, with the number of their verses."""
_PLAIN = frozenset(fold_text("البقرة آل عمران المائدة الأنعام الأعراف الأنفال التوبة الإسراء الكهف").split())
"""Words of names that are said of nothing else: no colon is needed behind them."""

_BOOKS = """
تكوين|التكوين|خروج|الخروج|لاويين|اللاويين|عدد|العدد|تثنية|التثنية|يشوع|قضاة|القضاة|راعوث|صموئيل|صموئيل الأول
صموئيل الثاني|ملوك|الملوك|ملوك الأول|ملوك الثاني|أخبار|أخبار الأيام|عزرا|نحميا|أستير|أيوب|مزمور|المزمور|مزامير
المزامير|أمثال|الأمثال|جامعة|الجامعة|نشيد الأنشاد|إشعياء|أشعيا|إشعيا|إرميا|مراثي|حزقيال|دانيال|هوشع|يوئيل|عاموس
يونان|ميخا|ناحوم|حبقوق|صفنيا|حجي|زكريا|ملاخي|متى|إنجيل متى|مرقس|إنجيل مرقس|لوقا|إنجيل لوقا|يوحنا|إنجيل يوحنا|أعمال
أعمال الرسل|رومية|كورنثوس|كورنثوس الأولى|كورنثوس الثانية|غلاطية|أفسس|فيلبي|كولوسي|تسالونيكي|تيموثاوس|تيطس|فليمون
عبرانيين|العبرانيين|يعقوب|بطرس|بطرس الأولى|يهوذا|رؤيا|الرؤيا|تك|خر|لا|عد|تث|يش|قض|صم|مل|مز|أم|جا|إش|أش|إر|حز|دا|مت
مر|لو|يو|أع|رو|كو|غل|أف|في|تي|عب|يع|بط|رؤ|genesis|gen|exodus|exod|ex|leviticus|lev|numbers|num|deuteronomy|deut
joshua|josh|judges|judg|ruth|samuel|sam|kings|kgs|chronicles|chron|chr|ezra|nehemiah|neh|esther|esth|job|psalm
psalms|ps|pss|proverbs|prov|ecclesiastes|eccl|song of songs|isaiah|isa|jeremiah|jer|lamentations|lam|ezekiel|ezek
daniel|dan|hosea|hos|joel|amos|obadiah|jonah|micah|mic|nahum|habakkuk|hab|zephaniah|zeph|haggai|hag|zechariah|zech
malachi|mal|matthew|matt|mt|mark|mk|luke|lk|john|jn|acts|romans|rom|corinthians|cor|galatians|gal|ephesians|eph
philippians|phil|colossians|col|thessalonians|thess|timothy|tim|titus|philemon|hebrews|heb|james|jas|peter|pet|jude
revelation|rev
"""
"""The books of the Bible and how they are shortened."""

_TO = r"(?: ?[-–—−] ?| الي )"
_VERSES = rf"\d{{1,3}}(?:{_TO}\d{{1,3}})?(?: ?[,،و] ?\d{{1,3}}(?:{_TO}\d{{1,3}})?){{0,5}}"
_QURAN = re.compile(
    r"(?P<surah>(?:ال)?سوره ?:? )?(?P<name>[^\W\d_]{1,10}(?: (?!(?:ال)?اي)[^\W\d_]{1,8})?)"
    r"(?P<joint> ?[:/] ?| ?[,،-] ?| )(?:(?P<verse>(?:ال)?(?:ايه|ايات|ايتان|ايتين|اية)|verses?)(?: رقم)? ?:? ?)?"
    rf"(?P<verses>{_VERSES})"
)
_VERSE_FIRST = re.compile(
    rf"(?:ال)?(?:ايه|ايات|ايتان|ايتين)(?: رقم)? ?:? ?(?P<verses>{_VERSES})[,،]? (?:من )?سوره "
    r"(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)"
)
_BY_NUMBER = re.compile(
    rf"(?:the )?(?:q\.?|qur'?an|koran|القران|قران)(?: الكريم)? ?[:،,]? ?(?P<surah>\d{{1,3}}) ?: ?(?P<verses>{_VERSES})"
)
_BIBLE = re.compile(
    r"(?P<part>[1-3] ?|i{1,3} )?(?P<book>[^\W\d_]+(?: [^\W\d_]+)?)\.? ?"
    r"(?P<place>\d{1,3} ?[:.] ?\d{1,3}(?: ?[-–—,،و] ?\d{1,3}(?: ?: ?\d{1,3})?){0,4})"
)
_NUMBERED = r"(?:(?:حديث|رقم|برقم|ح)\.? ?:? ?){0,2}"
_HANDED_DOWN = re.compile(
    rf"(?:صحيح|سنن|مسند|موطا|جامع) [^\W\d_]{{2,8}}(?: [^\W\d_]{{2,8}})? ?[،:]? ?{_NUMBERED}\d{{1,5}}"
    rf"|(?:البخاري|مسلم|ابو داود|الترمذي|النسائي|ابن ماجه)(?: ?[،:] ?| ){_NUMBERED}\d{{3,5}}"
    r"|(?:حديث )?(?:رواه|رواهما|اخرجه|خرجه|اخرجاه):? [^()\[\]:]{2,60}(?:[:،,] ?(?:رقم |برقم |ص |ح )?\d{1,5})?|متفق عليه"
)
_LEAD = re.compile(r"^(?:تعالي ?[:،]? ?|قران ?[:،]? ?)")
_NAMED_AS_PAGES = "ص"
_LAST_SURAH = 114
_LONGEST_SURAH = 286


def _surahs() -> dict[str, tuple[str, int]]:
    pairs = (entry.rsplit(" ", 1) for entry in re.split(r"[|\n]", _SURAHS) if entry.strip())
    return {fold_text(name): (name, int(verses)) for name, verses in pairs}


_SURAH_OF = _surahs()
"""By the folded name: how it is spelt, and its number of verses."""
_BOOK_OF = {fold_text(book): book.title() for book in re.split(r"[|\n]", _BOOKS) if book.strip()}


def scripture(inside: str) -> str | None:
    """The places that are named by what stands in brackets, folded: `البقره 255`; None where it names none."""
    words = " ".join(inside.split())
    parts = [part.strip() for part in re.split(r"[;؛]|(?<=\d) ?[,،و] ?(?=(?:سوره )?[^\W\d_]{2})", words)]
    places = [_place(part) for part in parts if part]
    named = [place for place in places if place is not None]
    return "; ".join(named) if named and len(named) == len(places) else None


def tradition(inside: str) -> bool:
    """Whether brackets say, folded, who hands a hadith down: `رواه مسلم`, `متفق عليه`, `صحيح البخاري 5027`."""
    return _HANDED_DOWN.fullmatch(inside) is not None


def _place(words: str) -> str | None:
    words = _LEAD.sub("", words)
    quran = _QURAN.fullmatch(words)
    if quran is not None and _is_surah(quran):
        return f"{_SURAH_OF[quran['name']][0]} {_numbers(quran['verses'])}"
    by_number = _BY_NUMBER.fullmatch(words)
    if by_number is not None and _is_possible(int(by_number["surah"]), _last(by_number["verses"])):
        return f"{by_number['surah']}:{_numbers(by_number['verses'])}"
    turned = _VERSE_FIRST.fullmatch(words)
    if turned is not None and _has_verses(turned["name"], turned["verses"]):
        return f"{_SURAH_OF[turned['name']][0]} {_numbers(turned['verses'])}"
    bible = _BIBLE.fullmatch(words)
    if bible is None or bible["book"] not in _BOOK_OF:
        return None
    book = f"{(bible['part'] or '').strip().upper()} {_BOOK_OF[bible['book']]}".strip()
    place = re.sub(r" ?([:.,،–—-]) ?", r"\1", bible["place"])
    return f"{book} {place}"


def _is_surah(match: re.Match[str]) -> bool:
    name = match["name"]
    if name == _NAMED_AS_PAGES and match["surah"] is None:
        return False
    is_sure = match["surah"] or match["verse"] or match["joint"].strip() in {":", "/"}
    return bool(is_sure or set(name.split()) <= _PLAIN) and _has_verses(name, match["verses"])


def _has_verses(name: str, verses: str) -> bool:
    return name in _SURAH_OF and 0 < _last(verses) <= _SURAH_OF[name][1]


def _is_possible(surah: int, verse: int) -> bool:
    return 0 < surah <= _LAST_SURAH and 0 < verse <= _LONGEST_SURAH


def _last(verses: str) -> int:
    return max(map(int, re.findall(r"\d+", verses)))


def _numbers(verses: str) -> str:
    return re.sub(r" ?[-–—−] ?| الي ", "-", verses).replace(" ", "").replace("،", ",").replace("و", ",")
