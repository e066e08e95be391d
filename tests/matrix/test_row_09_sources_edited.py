"""Row 9: a source is edited, and every annotation is where it was, where it went, or an orphan: never elsewhere.

`edited_texts` edits texts and knows what became of every character. The shapes that can be told beforehand (what must
be found, and in which state) are tested one by one; at random, no place that is given may be another than the truth.
Here are some thousands of quotes; the bench has ten thousand.
"""

from __future__ import annotations

import random
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest
from edited_texts import (
    EDITS,
    Tracked,
    composed,
    crlf,
    edited_texts,
    judge,
    quotes_in,
    vowels_added,
    vowels_removed,
)
from effort import IS_JUDGED
from naive.anchors import first_that_reads_the_same, most_alike
from strategies import real_texts

from tui_reader.annotations.anchoring import Anchored, Orphan, State, anchor, describe
from tui_reader.documents.decoded import DecodedDocument
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tui_reader.annotations.records.targets import Target
    from tui_reader.documents.document import Document

    Anchor: TypeAlias = "Callable[[Document, Target], Anchored | Orphan]"

TEXTS = list(real_texts().values())
SEED_TEXT = real_texts()["000_0dcc0fd3091f3b6a"]
ROUNDS = 3
"""Times that every kind of edit is made to some text for one seed of chance."""


def document(text: str) -> DecodedDocument:
    return DecodedDocument(Path("doc.txt"), text)


def mutated(seed: int, rounds: int) -> Iterator[tuple[str, Tracked, Span, Target]]:
    """Quotes of edited texts: what was done, the text after it, the quote's place before it, and its target."""
    made = edited_texts(TEXTS, random.Random(seed))
    for _ in range(rounds * len(EDITS)):
        name, edited, spans = next(made)
        before = document(edited.original)
        for span in dict.fromkeys(spans):
            yield name, edited, span, describe(before, span)


def check(anchor: Anchor, seed: int, rounds: int = ROUNDS) -> dict[str, Counter[str]]:
    """Fails if an anchor gives a place that is not the quote's, or a state that is not so; else what it gave."""
    given: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, edited, span, target in mutated(seed, rounds):
        found = anchor(document(edited.text), target)
        if isinstance(found, Orphan):
            assert found.reason
            given[name]["orphan"] += 1
            continue
        verdict = judge(edited, target, found.span, found.state.value)
        there = edited.text[found.span.start : found.span.end]
        assert verdict.is_right, (name, verdict.why, target, found, there, edited.now(span))
        given[name][found.state.value] += 1
    return given


@pytest.mark.parametrize("seed", range(4))
def test_no_annotation_moves_to_other_text(seed: int) -> None:
    given = check(anchor, seed)
    total = sum(given.values(), Counter[str]())
    # To give nothing is no art: most of what is still there is found.
    assert all(total[state.value] for state in State)
    assert total["orphan"] < total.total() / 2
    assert given["emptied"].keys() == {"orphan"}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 105 if IS_JUDGED else 112))
def test_no_annotation_moves_to_other_text_in_many_texts(seed: int) -> None:
    check(anchor, seed, 4 * ROUNDS)


@pytest.mark.parametrize("naive", [first_that_reads_the_same, most_alike])
def test_an_anchor_that_believes_the_words_alone_is_found_out(naive: Anchor) -> None:
    with pytest.raises(AssertionError, match="letters"):
        for seed in range(10):
            check(naive, seed, 1)


# What must be found


@pytest.mark.parametrize("text", TEXTS, ids=list(real_texts()))
@pytest.mark.parametrize("before", [True, False])
def test_what_is_put_in_elsewhere_moves_every_quote_along(text: str, before: bool) -> None:
    chance = random.Random(1)
    inserted = "خبر جديد لم يكن هنا من قبل.\n"
    edited = inserted + text if before else text + inserted
    for span in quotes_in(text, 20, chance):
        found = anchor(document(edited), describe(document(text), span))
        expected = Anchored(span.shifted(len(inserted)), State.MOVED) if before else Anchored(span, State.EXACT)
        assert found == expected


@pytest.mark.parametrize("spell", [composed, crlf, vowels_added, vowels_removed])
@pytest.mark.parametrize("seed", range(3))
def test_another_spelling_of_the_whole_text_loses_no_quote(
    spell: Callable[[Tracked, Span, random.Random], None], seed: int
) -> None:
    chance = random.Random(seed)
    text = unicodedata.normalize(chance.choice(("NFC", "NFD")), SEED_TEXT)
    edited = Tracked(text)
    spell(edited, Span(0, 1), chance)
    lost = []
    spans = quotes_in(text, 60, chance)
    for span in spans:
        found = anchor(document(edited.text), describe(document(text), span))
        if isinstance(found, Orphan):
            lost.append(span)
            continue
        old, new = text[span.start : span.end], edited.text[found.span.start : found.span.end]
        expected = State.CHANGED if old != new else State.EXACT if found.span == span else State.MOVED
        assert found.state is expected
        assert edited.now(span) == found.span or judge(
            edited, describe(document(text), span), found.span, found.state.value
        )
    # What stands between the same words in two places before anything is folded is one place too many after.
    assert len(lost) <= len(spans) // 20


def test_a_mistyped_quote_is_found_where_it_stood_and_said_to_be_changed() -> None:
    quote = "استقلت مروحية روسية محلقة"
    text = (
        f"{SEED_TEXT}\nوجاء في الخبر أن القافلة {quote} فوق الحدود في ساعة متأخرة من الليل، ثم عادت.\n{SEED_TEXT[:400]}"
    )
    start = text.index(quote)
    target = describe(document(text), Span(start, start + len(quote)))
    mistyped = text.replace(quote, "استقلت مروحيه روسبة محلقة")
    found = anchor(document(f"بداية\n{mistyped}"), target)
    assert isinstance(found, Anchored) and found.state is State.CHANGED
    assert found.span == Span(start + 6, start + 6 + len(quote))
    assert 0.9 < found.likeness < 1.0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("كتب المدير التقرير", "كتب المدير كل ما أراد"),
        ("كتب المدير التقرير", ""),
        ("في", "على"),
    ],
)
def test_what_was_rewritten_or_taken_out_is_an_orphan(old: str, new: str) -> None:
    text = "وعند المساء في ساعة متأخرة كتب المدير التقرير ثم أغلق الباب وخرج من البيت إلى المدينة"
    start = text.index(old)
    target = describe(document(text), Span(start, start + len(old)))
    assert isinstance(anchor(document(text.replace(old, new, 1)), target), Orphan)


def test_of_two_copies_neither_is_taken() -> None:
    paragraph = "وأعلنت الوزارة في بيان لها صدر بعد ظهر أمس أن المفاوضات مستمرة وأن نتائجها ستعلن غدا في مؤتمر صحفي.\n"
    text = f"مقدمة قصيرة.\n{paragraph}"
    start = text.index("المفاوضات مستمرة")
    target = describe(document(text), Span(start, start + len("المفاوضات مستمرة")))
    found = anchor(document(f"تمهيد.\n{paragraph}{SEED_TEXT}\n{paragraph}"), target)
    assert found == Orphan("its quote stands in more than one place")
