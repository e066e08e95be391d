"""From a marker to its entry in the list of references."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui_reader.recognition import references
from tui_reader.recognition.references import entry_for
from tui_reader.text.paragraphs import StringParagraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_reader.text.paragraphs import Paragraph

DIGITS = "9" * 5000
BODY = ["كانت البداية.[1][2] ثم انتهت الحرب.[ملاحظة 1]", "1. ليس هذا مرجعًا بل قائمة", "وفي المراجع كلام كثير"]


def entry(lines: list[str], ref: str, marker: int = 0) -> str | None:
    text = "\n".join(lines)
    span = entry_for(StringParagraphs(text), ref, marker)
    return None if span is None else text[span.start : span.end]


@pytest.mark.parametrize(
    "heading", ["المراجع", "== المراجع ==", "## مَراجِع", "الهوامش:", "المصادر[عدل]", "References", "NOTES"]
)
@pytest.mark.parametrize("label", ["{}. ", "[{}] ", "^ {} ", "{}- ", "({}) ", "{} - ", "\u200f{}. ^ "])
@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩"])
def test_an_entry_with_its_number(heading: str, label: str, digits: str) -> None:
    numbers = [str(number).translate(str.maketrans("0123456789", digits)) for number in range(1, 13)]
    entries = [f"{label.format(number)}كتاب في التاريخ، ص. {13 - int(number)}" for number in numbers]
    lines = [*BODY, heading, *entries, "وصلات خارجية", "3. موقع"]
    assert [entry(lines, str(number)) for number in (1, 2, 12)] == [entries[0], entries[1], entries[11]]
    assert entry(lines, "13") is None


@pytest.mark.parametrize("mark", ["", "^ ", "↑ "])
def test_an_entry_by_its_place(mark: str) -> None:
    entries = [f"{mark}{title}" for title in ("كتاب أول", "كتاب ثان", "كتاب ثالث")]
    lines = [*BODY, "المراجع", "", *entries, "انظر أيضًا", "موضوع آخر"]
    assert [entry(lines, ref) for ref in ("1", "2", "3", "4")] == [*entries, None]


def test_notes_have_a_list_of_their_own() -> None:
    lines = [*BODY, "الملاحظات", "أ. تفصيل أول", "ب. تفصيل ثان", "المراجع", "1. كتاب", "2. مجلة"]
    assert entry(lines, "note 1") == entry(lines, "أ") == "أ. تفصيل أول"
    assert entry(lines, "note 2") == entry(lines, "b") == "ب. تفصيل ثان"
    assert entry(lines, "1") == "1. كتاب"


def test_author_and_year() -> None:
    lines = [
        *BODY,
        "References",
        "Smith, John. The Nile. London, 2019.",
        "Smith, J. & Jones, K. A River. Oxford, 2020.",
        "الجابري، محمد عابد (١٩٨٤). تكوين العقل العربي. بيروت.",
    ]
    assert entry(lines, "Smith 2019") == lines[-3]
    assert entry(lines, "Smith & Jones 2020") == entry(lines, "Smith et al. 2020") == lines[-2]
    assert entry(lines, "الجابري 1984") == lines[-1]
    assert entry(lines, "Brown 2020") is None


@pytest.mark.parametrize("ref", ["1", "note 1", "أ", "needed", "Smith 2020"])
def test_no_list_no_entry(ref: str) -> None:
    assert entry(BODY, ref) is None
    assert entry([""], ref) is None


def test_notes_at_the_end_need_no_heading_where_each_says_which_it_is() -> None:
    assert entry([*BODY, "", "[1] كتاب", "[2] مجلة"], "2") == "[2] مجلة"


@pytest.mark.parametrize(
    ("line", "ref"),
    [
        ("[^nile]: Smith, The Nile", "nile"),
        ("[^٢]: Smith, The Nile", "2"),
        ("[fn:source] Smith, The Nile", "source"),
        ("\\bibitem[Smi20]{smith20} Smith, The Nile", "smith20"),
        ("@book{smith20,", "smith20"),
    ],
)
def test_what_typesetters_write_has_its_entry_anywhere(line: str, ref: str) -> None:
    assert entry([*BODY, line, "نص بعده"], ref) == line
    assert entry([*BODY, "نص بعده"], ref) is None


def test_notes_at_the_foot_of_a_page_belong_to_what_stands_before_them() -> None:
    lines = ["قول الحسن (1) عن أبيه (2).", "(1) الوسائل 5: 305", "(2) الكافي 2: 15", "قول آخر (1).", "(1) التهذيب 1: 9"]
    second = len("\n".join(lines[:3])) + 1
    assert entry(lines, "1") == lines[1]
    assert entry(lines, "2") == lines[2]
    assert entry(lines, "1", second + 10) == lines[4]


def test_a_work_is_found_by_its_words() -> None:
    lines = [
        *BODY,
        "المصادر والمراجع",
        "- حاجي خليفة، كشف الظنون عن أسامي الكتب",
        "- ابن خلدون، المقدمة، بيروت",
        "- سفر محمد",
    ]
    assert entry(lines, "كشف الظنون 1/22") == lines[-3]
    assert entry(lines, "ابن خلدون، المقدمة ص 15") == lines[-2]
    assert entry(lines, "لسان العرب 3/949") is None
    assert entry(lines, "محمد 21") is None
    assert entry(lines, "2/15") is entry(lines, "ص 45") is None


@pytest.mark.parametrize("heading", ["قائمة المصادر والمراجع", "مراجع البحث", "List of references", "٥. الإحالات"])
def test_lists_have_many_names(heading: str) -> None:
    assert entry([*BODY, heading, "1. كتاب", "2. مجلة"], "2") == "2. مجلة"


def test_every_chapter_may_have_its_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(references, "MOST_PARAGRAPHS", 6)
    chapters = [["نص الفصل.[1]", "كلام", "المراجع", f"1. مرجع الفصل {number}", "كلام"] for number in range(5)]
    lines = [line for chapter in chapters for line in chapter] + ["خاتمة"] * 10
    second = len("\n".join(lines[:5])) + 1
    assert entry(lines, "1", second) == "1. مرجع الفصل 1"


def test_of_a_long_text_only_so_much_is_looked_at() -> None:
    asked = 0

    class Counted(StringParagraphs):
        def paragraphs(self, start: int = 0, *, backwards: bool = False) -> Iterator[Paragraph]:
            nonlocal asked
            for paragraph in super().paragraphs(start, backwards=backwards):
                asked += 1
                yield paragraph

    assert entry_for(Counted("سطر\n" * 100_000), "9", 0) is None
    assert asked <= 2 * references.MOST_PARAGRAPHS + 2


@pytest.mark.parametrize(
    "ref", ["9" * 5000, "٩" * 5000, f"{'9' * 5000}-12", f"notes {'9' * 5000}", "ﷺ", "ß", "ـ", "()"]
)
def test_what_cannot_be_a_reference_leads_nowhere(ref: str) -> None:
    assert entry(["نص", "المراجع", "1. كتاب", "هوامش", "أ. كتاب"], ref) is None
