#!/usr/bin/env python3
"""Makes the sample sets in annotations/ with the app itself: it searches, selects, tags and links by keys.

    make_samples.py [--into FOLDER]

Each sample names what a reader would tag, by its words. Running it again makes the sets anew, with new ids.
"""

import argparse
import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from textual import events

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.documents.library import Library
from tui_reader.session.files.opening import open_reading
from tui_reader.session.library.shelf import Shelf
from tui_reader.session.state import ReadingState
from tui_reader.settings import Settings
from tui_reader.ui.app import ReaderApp

ROOT = Path(__file__).parent.parent
ANNOTATOR = "sample"


class Mark(NamedTuple):
    """One annotation: the key of its tag, its words, and which of several occurrences is meant, from 1."""

    key: str
    words: str
    occurrence: int = 1
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    """Key of a link, and the words of the annotation it leads to."""


CITES, SAID_BY = "c", "s"

SAMPLES = {
    "000_0dcc0fd3091f3b6a.txt": [
        Mark("r", "[9]"),
        Mark("r", "[10]"),
        Mark(
            "c",
            "وقع إطلاق النار في 9 نوفمبر 2020، بالقرب من يراس، في أرمينيا",
            links=((CITES, "[9]"), (CITES, "[10]")),
            note="الاسم في غير هذا الموضع «يراسك»؛ يُراجع المصدر.",
        ),
        Mark("r", "[11]"),
        Mark(
            "c",
            "كانت المروحية ترافق قافلة القاعدة العسكرية الروسية 102 في كيومري",
            links=((CITES, "[11]"),),
        ),
        Mark("r", "[12]"),
        Mark("s", "وزارة خارجيتها"),
        Mark("c", "إطلاق النار حدث بالصدفة", links=((CITES, "[12]"), (SAID_BY, "وزارة خارجيتها"))),
        Mark("r", "[13]"),
        Mark("s", "السلطات الأذربيجانية"),
        Mark(
            "c",
            "المروحيات الروسية لم تُشاهد من قبل في المنطقة",
            links=((CITES, "[13]"), (SAID_BY, "السلطات الأذربيجانية")),
        ),
        Mark("r", "[15]"),
        Mark("s", "محققون عسكريون"),
        Mark("q", "قتل متعمد", links=((CITES, "[15]"), (SAID_BY, "محققون عسكريون"))),
        Mark("q", "حادث عرضى", links=((CITES, "[15]"), (SAID_BY, "محققون عسكريون"))),
        Mark("r", "[18]"),
        Mark("s", "موفسيس هاكوبيان"),
        Mark(
            "c",
            "استخدام أرمينيا لصاروخ إسكندر على أذربيجان",
            links=((CITES, "[18]"), (SAID_BY, "موفسيس هاكوبيان")),
            note="Confirmed by an official before he resigned; the place of impact is not given.",
        ),
        Mark("h", "معاهدة الأمن الجماعي"),
    ],
    "003_4ad2e9aeba37fcb1.txt": [
        Mark("s", "وزارة الدفاع الأرمينية"),
        Mark(
            "q",
            "هناك قتلى وجرحى في صفوف القوات الأرمينية نتيجة القتال الذي اندلع في أعقاب هجوم شنته القوات الأذربيجانية",
            links=((SAID_BY, "وزارة الدفاع الأرمينية"),),
        ),
        Mark("q", "فقدت السيطرة على موقعين عسكريين", links=((SAID_BY, "وزارة الدفاع الأرمينية"),)),
        Mark("s", 'وزارة الدفاع في "يريفان"'),
        Mark(
            "c",
            'القوات الأذربيجانية "حاولت اختراق حدود دولة أرمينيا في الاتجاه الشرقي"',
            links=((SAID_BY, 'وزارة الدفاع في "يريفان"'),),
        ),
        Mark(
            "q",
            "حاولت اختراق حدود دولة أرمينيا في الاتجاه الشرقي",
            links=((SAID_BY, 'وزارة الدفاع في "يريفان"'),),
        ),
        Mark("s", "رئيس المجلس الأوروبي، «شارل ميشيل»", note="الاسم اللاتيني بين القوسين ليس اسمه."),
        Mark("q", "وقف كامل لإطلاق النار", links=((SAID_BY, "رئيس المجلس الأوروبي، «شارل ميشيل»"),)),
        Mark(
            "q",
            "ملتزم بالعمل مع الشريك للتغلب على التوترات من أجل الازدهار والاستقرار في جنوب القوقاز",
            links=((SAID_BY, "رئيس المجلس الأوروبي، «شارل ميشيل»"),),
        ),
        Mark("s", "«أرمين غريغوريان»"),
        Mark(
            "q",
            "منذ أن هاجمت أذربيجان الأراضي ذات السيادة لأرمينيا، فإننا نطلب من روسيا الدفاع عن وحدة أراضي الدولة",
            links=((SAID_BY, "«أرمين غريغوريان»"),),
        ),
        Mark("c", "لروسيا قاعدة عسكرية في أرمينيا"),
        Mark("s", '"باكو"', occurrence=1),
        Mark(
            "c",
            "القوات المسلحة الأرمينية حاولت تنظيم استفزاز آخر على حدود الدولة الأرمنية الأذرية",
            links=((SAID_BY, '"باكو"'),),
        ),
        Mark("c", 'خلال النزاع المسلح في 1991-1994، فقدت أذربيجان السيطرة على "ناغورنو كاراباخ"'),
    ],
}


class Hands:
    """Somebody at the keyboard of the app."""

    def __init__(self, app: ReaderApp, pilot: object) -> None:
        self.app, self.pilot = app, pilot
        self.session = app.reading.session

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)  # type: ignore[attr-defined]
        await self.pilot.pause()  # type: ignore[attr-defined]

    async def paste(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()  # type: ignore[attr-defined]

    async def find(self, words: str, occurrence: int = 1) -> None:
        """Searches for words, exactly, from the beginning of the document."""
        await self.press("ctrl+home", "slash")
        await self.paste(words)
        await self.press("enter", *["n"] * (occurrence - 1))
        hit = self.session.search and self.session.search.current
        assert hit, f"not in the text: {words}"

    async def tag(self, mark: Mark) -> None:
        await self.find(mark.words, mark.occurrence)
        await self.press("space", mark.key, "escape")
        entry = self.session.focused
        assert entry is not None, mark
        assert entry.quote == mark.words, (entry.quote, mark.words)
        if mark.note:
            await self.press("n")
            await self.paste(mark.note)
            await self.press("enter")
        for key, words in mark.links:
            await self.press("l")
            other = next(e for e in self.session.entries if e.quote == words)
            # Where several annotations share a place the list tells them apart.
            self.session.focus(other.id)
            await self.press(key)
            entry_again = self.session.entry(entry.id)
            assert entry_again and len(self.session.links_of(entry_again)), mark


async def make(seed: Path, settings: Settings, scratch: Path) -> Path:
    """Makes the sample set for one seed; where it is."""
    shelf = Shelf(Library.find([seed.parent]), settings)
    opened = open_reading(seed, settings, seed.parent)
    app = ReaderApp(opened, shelf, settings, ReadingState(scratch / "state.json"))
    async with app.run_test(size=(120, 40)) as pilot:
        hands = Hands(app, pilot)
        await hands.press("ctrl+t")
        for mark in SAMPLES[seed.name]:
            await hands.tag(mark)
        assert app.reading.saving.finish(), "not saved"
        made = sum(isinstance(record, Annotation) for record in opened.session.own.store.snapshot().records)
        assert made == len(SAMPLES[seed.name]), (made, len(SAMPLES[seed.name]))
    return opened.session.own.path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=ROOT / "annotations", help="the folder to put the sets in")
    target = parser.parse_args().into
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        shutil.copytree(ROOT / "seeds", scratch / "seeds")
        settings = Settings(annotator=ANNOTATOR, annotations=scratch / "annotations")
        for seed in sorted((scratch / "seeds").iterdir()):
            path = asyncio.run(make(seed, settings, scratch))
            shutil.copy(path, target / path.name)
            print(f"made {target / path.name}")


if __name__ == "__main__":
    main()
