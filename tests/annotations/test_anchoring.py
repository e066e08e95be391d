from __future__ import annotations

import pytest
from annotation_cases import CLAIM, annotate, arabic_texts
from hypothesis import given
from hypothesis import strategies as st
from plain_document import SPEC_TEXT, PlainDocument

from tui_reader.annotations.anchoring import (
    CONTEXT,
    MAX_CONTEXT,
    Anchored,
    Orphan,
    Placement,
    State,
    anchor,
    anchor_all,
    confirmed,
    describe,
    original_targets,
    reanchored,
    reattached,
    rejected,
)
from tui_reader.annotations.records.targets import Target, TextQuote
from tui_reader.errors import Stopped
from tui_reader.text.span import Span


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(arabic_texts)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(texts_with_spans(), st.integers(1, 40), st.booleans())
def test_what_was_described_is_found_exactly_there(case: tuple[str, Span], piece: int, unchanged: bool) -> None:
    text, span = case
    document = PlainDocument(text, piece=piece)
    target = describe(document, span)
    assert target.quote is not None and target.quote.exact == text[span.start : span.end]
    assert anchor(document, target, source_unchanged=unchanged) == Anchored(span, State.EXACT)


@given(texts_with_spans(), arabic_texts, st.integers(1, 40))
def test_after_an_insertion_in_front_a_target_moves_along_or_is_an_orphan(
    case: tuple[str, Span], inserted: str, piece: int
) -> None:
    text, span = case
    target = describe(PlainDocument(text), span)
    found = anchor(PlainDocument(inserted + text, piece=piece), target)
    if isinstance(found, Anchored) and found.state is State.MOVED:
        assert found.span == span.shifted(len(inserted))
    elif isinstance(found, Anchored):
        assert (inserted + text)[found.span.start : found.span.end] == text[span.start : span.end]


def test_an_insertion_in_front_moves_a_unique_quote() -> None:
    target = describe(PlainDocument(SPEC_TEXT), CLAIM)
    found = anchor(PlainDocument("بيان: " + SPEC_TEXT, piece=7), target)
    assert found == Anchored(CLAIM.shifted(6), State.MOVED)


@pytest.mark.parametrize(
    ("old", "new", "likeness"),
    [("ارتفعت", "اِرتفعت", 1.0), ("١٢", "12", 1.0), ("الأسعار", "الاسعــار", 1.0), ("١٢", "١٣", 23 / 24)],
)
def test_what_was_changed_where_it_stands_is_said_to_be_changed(old: str, new: str, likeness: float) -> None:
    target = describe(PlainDocument(SPEC_TEXT), CLAIM)
    edited = SPEC_TEXT.replace(old, new)
    found = anchor(PlainDocument(edited), target)
    assert isinstance(found, Anchored)
    assert found.state is State.CHANGED and found.likeness == pytest.approx(likeness)
    assert edited[found.span.start : found.span.end] == target.quote.exact.replace(old, new)  # type: ignore[union-attr]


def test_a_look_alike_elsewhere_is_not_taken_for_a_quote_that_is_gone() -> None:
    target = describe(PlainDocument(SPEC_TEXT), CLAIM)
    rewritten = "قال الوزير إنه راض. وجاء في تقرير آخر أن الحال تغيرت: ارتفعت الأسعار بنسبة ١٣٪ في الصيف."
    assert isinstance(anchor(PlainDocument(rewritten), target), Orphan)


def test_a_quote_is_found_in_text_that_was_given_its_vowels_and_in_text_that_lost_them() -> None:
    plain = "وجاء في الخبر أن الوزير كتب الرسالة إلى المدير في الصباح ثم خرج من البيت"
    vocalised = "وَجَاءَ فِي الخَبَرِ أَنَّ الوَزِيرَ كَتَبَ الرِّسَالَةَ إِلَى المُدِيرِ فِي الصَّبَاحِ ثُمَّ خَرَجَ مِنَ البَيْتِ"
    for before, after, quote, expected in (
        (plain, vocalised, "كتب الرسالة", "كَتَبَ الرِّسَالَةَ"),
        (vocalised, plain, "كَتَبَ الرِّسَالَةَ", "كتب الرسالة"),
    ):
        start = before.index(quote)
        target = describe(PlainDocument(before), Span(start, start + len(quote)))
        found = anchor(PlainDocument(after), target)
        assert found == Anchored(Span(after.index(expected), after.index(expected) + len(expected)), State.CHANGED)


def test_a_quote_that_stands_twice_elsewhere_is_an_orphan() -> None:
    target = Target(TextQuote("الأسعار"), Span(0, 7))
    found = anchor(PlainDocument("و" + SPEC_TEXT + SPEC_TEXT), target)
    assert found == Orphan("its quote stands in more than one place")


def test_an_edit_on_one_side_leaves_a_target_where_it_is() -> None:
    target = describe(PlainDocument(SPEC_TEXT), CLAIM)
    edited = SPEC_TEXT.replace("الوزير", "المدير")
    assert anchor(PlainDocument(edited), target) == Anchored(CLAIM, State.EXACT)


def test_the_same_short_word_by_chance_at_the_same_offset_is_not_it() -> None:
    before = "كتب في الصحيفة عن الأمر"
    after = "جلس في البيت وحده اليوم"
    target = describe(PlainDocument(before), Span(4, 6))
    assert after[4:6] == before[4:6] == "في" and after[:4] != before[:4]
    assert isinstance(anchor(PlainDocument(after), target), Orphan)


def test_a_quote_without_position_must_be_the_only_one() -> None:
    document = PlainDocument(SPEC_TEXT, piece=5)
    assert anchor(document, Target(TextQuote("الوزير", "قال "))) == Anchored(Span(4, 10), State.EXACT)
    assert isinstance(anchor(document, Target(TextQuote("ال"))), Orphan)
    assert isinstance(anchor(document, Target(TextQuote("المدير"))), Orphan)


def test_a_position_without_quote_holds_only_while_the_source_is_unchanged() -> None:
    document = PlainDocument(SPEC_TEXT)
    target = Target(position=CLAIM)
    assert anchor(document, target, source_unchanged=True) == Anchored(CLAIM, State.EXACT)
    assert isinstance(anchor(document, target), Orphan)
    assert isinstance(anchor(document, Target(position=Span(40, 50)), source_unchanged=True), Orphan)


def test_a_target_that_says_nothing_is_an_orphan() -> None:
    assert isinstance(anchor(PlainDocument(SPEC_TEXT), Target(), source_unchanged=True), Orphan)


def test_positions_counted_in_other_units_are_corrected_by_the_quote() -> None:
    target = Target(TextQuote("ارتفعت الأسعار بنسبة ١٢٪"), Span(16, 40))
    found = anchor(PlainDocument(SPEC_TEXT), target, source_unchanged=True)
    assert found == Anchored(CLAIM, State.MOVED)


def test_context_grows_until_it_tells_repeated_sentences_apart() -> None:
    sentence = "وأضاف المتحدث أن الوضع مستقر في المنطقة كلها حتى الآن. "
    text = "بداية. " + sentence * 5 + "نهاية."
    document = PlainDocument(text)
    third = text.index("مستقر", 120)
    place = Span(third, third + 5)
    quote = describe(document, place).quote
    assert quote is not None and len(quote.prefix) > CONTEXT
    assert text.count(quote.prefix + quote.exact + quote.suffix) == 1


def test_context_does_not_grow_without_end() -> None:
    document = PlainDocument("ا" * 5000)
    quote = describe(document, Span(2500, 2501)).quote
    assert quote is not None and len(quote.prefix) == len(quote.suffix) == MAX_CONTEXT


def test_context_cuts_no_letter_from_its_marks() -> None:
    text = "م" + "َ" + "ّ" + "س" * (CONTEXT - 1) + "ق" + "س" * (CONTEXT - 1) + "م" + "َ" + "ّ"
    start = text.index("ق")
    quote = describe(PlainDocument(text), Span(start, start + 1)).quote
    assert quote is not None
    assert quote.prefix == text[:start] and quote.suffix == text[start + 1 :]


@pytest.mark.parametrize("span", [Span(5, 4), Span(-1, 4), Span(40, 50)])
def test_what_is_not_in_the_text_cannot_be_described(span: Span) -> None:
    with pytest.raises(ValueError, match="no text"):
        describe(PlainDocument(SPEC_TEXT), span)
    with pytest.raises(ValueError, match="no text"):
        describe(PlainDocument(""), Span(0, 0))


@given(texts_with_spans(), arabic_texts, st.lists(st.integers(0, 10_000), max_size=12), st.integers(1, 30))
def test_many_at_once_are_placed_as_each_by_itself(
    case: tuple[str, Span], inserted: str, seeds: list[int], piece: int
) -> None:
    text, span = case
    before = PlainDocument(text)
    annotations = []
    for number, seed in enumerate(seeds):
        start = seed % len(text)
        end = min(len(text), start + 1 + seed % 7)
        annotations.append(annotate(before, Span(start, end), name=f"urn:uuid:{number}"))
    after = PlainDocument(text[: span.start] + inserted + text[span.start :], piece=piece)
    placed = anchor_all(after, annotations)
    for annotation in annotations:
        alone = anchor(after, annotation.targets[0])
        together = placed[annotation.id]
        if isinstance(alone, Orphan):
            assert together == alone
        else:
            assert together == Placement((alone.span,), alone.state)


def test_on_an_unchanged_source_nothing_is_searched() -> None:
    document = PlainDocument(SPEC_TEXT * 50)
    annotations = [annotate(document, Span(start, start + 3), name=f"urn:uuid:{start}") for start in range(0, 2000, 10)]
    document.streams = document.slices = 0
    placed = anchor_all(document, annotations, source_unchanged=True)
    assert {name.removeprefix("urn:uuid:"): placement.spans[0].start for name, placement in placed.items()} == {
        str(start): start for start in range(0, 2000, 10)
    }
    assert document.streams == 0
    assert document.slices <= len(annotations)


def test_hundreds_of_moved_quotes_share_one_walk_over_the_text() -> None:
    text = " ".join(f"كلمة{number}" for number in range(2000))
    before = PlainDocument(text)
    annotations = [
        annotate(before, Span(start, start + 9), name=f"urn:uuid:{start}") for start in range(100, 12_000, 40)
    ]
    after = PlainDocument("مقدمة " + text, piece=1000)
    after.streams = 0
    placed = anchor_all(after, annotations)
    for annotation in annotations:
        position = annotation.targets[0].position
        assert position is not None
        assert placed[annotation.id] == Placement((position.shifted(6),), State.MOVED)
    assert after.streams == 1


def test_one_lost_fragment_makes_the_annotation_an_orphan() -> None:
    annotation = annotate(PlainDocument(SPEC_TEXT), Span(0, 10), CLAIM)
    edited = PlainDocument(SPEC_TEXT.replace("ارتفعت الأسعار", "لا شيء يذكر ثم"))
    assert isinstance(anchor_all(edited, [annotation])[annotation.id], Orphan)


def test_damaged_bytes_beside_a_quote_are_not_its_context() -> None:
    document = PlainDocument("قبل \udcff قال الوزير \udcfe بعد")
    start = len("قبل \udcff ")
    target = describe(document, Span(start, start + 3))
    assert target.quote == TextQuote("قال", " ", " الوزير ")
    assert anchor(document, target, source_unchanged=True) == Anchored(Span(start, start + 3), State.EXACT)
    moved = PlainDocument("شيء قبل \udcff قال الوزير \udcfe بعد")
    assert anchor(moved, target) == Anchored(Span(start + 4, start + 7), State.MOVED)


def test_fragments_that_have_changed_places_are_not_taken_for_what_they_were() -> None:
    text = "قالت الوزيرة في مؤتمر صحفي أمس. وسأل الصحفي عن الأرقام الجديدة كلها."
    one, two = "قالت الوزيرة في مؤتمر صحفي", "وسأل الصحفي عن الأرقام الجديدة"
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in (one, two)]
    targets = [Target(TextQuote(text[span.start : span.end]), span) for span in spans]
    annotation = annotate(PlainDocument(text), *spans).with_targets(targets)
    along = anchor_all(PlainDocument(f"خبر: {text}"), [annotation])[annotation.id]
    assert along == Placement(tuple(span.shifted(5) for span in spans), State.MOVED)
    swapped = anchor_all(PlainDocument(f"{two} كلها. {one} أمس."), [annotation])[annotation.id]
    assert swapped == Orphan("its parts do not stand in their order any more")


def test_the_state_of_many_fragments_is_that_of_the_least_sure_one() -> None:
    text = "في صباح اليوم التالي من ذلك الأسبوع خرج الوزير إلى الناس جميعا في الساحة الكبرى. " + SPEC_TEXT
    first, claim = Span(3, 7), Span(text.index("ارتفعت"), text.index("٪") + 1)
    annotation = annotate(PlainDocument(text), first, claim)
    placed = anchor_all(PlainDocument(text.replace("١٢", "١٣")), [annotation])[annotation.id]
    assert placed == Placement((first, claim), State.CHANGED, 23 / 24)
    assert isinstance(placed, Placement) and placed.reason == "found changed: 95 % of it is as it was"


def test_what_was_found_again_stays_marked_until_somebody_confirms_it() -> None:
    made = annotate(PlainDocument(SPEC_TEXT), CLAIM)
    edited = PlainDocument("خبر: " + SPEC_TEXT.replace("ارتفعت", "اِرتفعت"))
    placed = anchor_all(edited, [made])[made.id]
    assert isinstance(placed, Placement) and placed.state is State.CHANGED
    marked = reanchored(made, edited, placed)
    assert original_targets(marked) == made.targets and marked.targets != made.targets
    # Its selectors now lead straight there, on a source that has not changed since.
    for unchanged in (True, False):
        again = anchor_all(edited, [marked], source_unchanged=unchanged)[made.id]
        assert again == placed and again.reason == "found in another spelling"
    settled = confirmed(marked, edited, placed.spans)
    assert anchor_all(edited, [settled])[made.id] == Placement(placed.spans, State.EXACT)
    assert original_targets(settled) == settled.targets


def test_an_orphan_is_attached_by_hand() -> None:
    made = annotate(PlainDocument(SPEC_TEXT), CLAIM)
    other = PlainDocument("لا شيء مما كان. نص آخر تماما.")
    assert isinstance(anchor_all(other, [made])[made.id], Orphan)
    attached = reattached(made, other, [Span(0, 6), Span(16, 22)])
    assert anchor_all(other, [attached])[made.id] == Placement((Span(0, 6), Span(16, 22)), State.EXACT)


@pytest.mark.parametrize("title", ["", "عنوان جديد في أول الوثيقة كلها\n"])
@pytest.mark.parametrize("around", [("وكان", "فكان"), ("", "")])
def test_a_text_that_is_read_for_mistakes_keeps_its_annotations(title: str, around: tuple[str, str]) -> None:
    first = "وقع إطلاق النار في يوم الاثنين، بالقرب من القرية، في شمال البلاد كلها."
    text = f"{first} وكان ذلك بعد ساعة من الفجر، كما قال الناس هناك ثم سكتوا. {SPEC_TEXT}"
    span = Span(0, len(first) - 1)
    edited = PlainDocument(title + text.replace("بالقرب", "قريبا").replace(*around))
    found = anchor(edited, describe(PlainDocument(text), span))
    if around == ("", ""):
        assert isinstance(found, Anchored) and found.state is State.CHANGED
        assert found.span == Span(len(title), len(title) + span.length - 1)
    else:
        # Nothing stood before it, and what stands behind it is another text now: that is too little.
        assert isinstance(found, Orphan)


def test_mistakes_in_a_quote_and_beside_it_are_no_reason_to_lose_it() -> None:
    before = "ذكر التقرير السنوي في صفحاته الأولى أمورا كثيرة عن تلك السنة الصعبة، ثم "
    quote = "قالت الوزارة إن الأسعار ارتفعت بنسبة كبيرة في المدن والقرى"
    text = f"{before}{quote}، ولم تذكر سببا لذلك في بيانها الأخير.\n{SPEC_TEXT}"
    edited = text.replace("الأسعار ارتفعت", "الأسعار إرتفعث").replace("الصعبة، ثم", "الصعبه. ثم")
    found = anchor(PlainDocument(edited), describe(PlainDocument(text), Span(len(before), len(before) + len(quote))))
    assert isinstance(found, Anchored) and found.state is State.CHANGED
    assert found.span == Span(len(before), len(before) + len(quote))


def test_what_was_confirmed_elsewhere_is_found_again_where_it_stood_before_when_the_edit_is_taken_back() -> None:
    before, other = PlainDocument(SPEC_TEXT), PlainDocument("لا شيء مما كان. نص آخر تماما.")
    settled = reattached(annotate(before, CLAIM), other, [Span(0, 6)])
    assert anchor_all(before, [settled])[settled.id] == Placement((CLAIM,), State.MOVED)
    twice = reattached(settled, PlainDocument("ثم شيء ثالث لا صلة له بما كان."), [Span(3, 6)])
    assert anchor_all(before, [twice])[twice.id] == Placement((CLAIM,), State.MOVED)
    # That is no place to guess at: all around it has to be as it was.
    for edited in (SPEC_TEXT.replace("الوزير", "الوزراء"), "و" + SPEC_TEXT):
        assert isinstance(anchor_all(PlainDocument(edited), [settled])[settled.id], Orphan)
    assert isinstance(anchor_all(before, [rejected(settled, before, [CLAIM])])[settled.id], Orphan)


def test_a_search_for_what_was_changed_is_one_more_walk_and_can_be_given_up() -> None:
    text = " ".join(f"كلمة{number} وأخرى{number * 7 % 1000}" for number in range(3000))
    before = PlainDocument(text)
    annotations = [
        annotate(before, Span(start, start + 30), name=f"urn:uuid:{start}") for start in range(100, 30_000, 400)
    ]
    after = PlainDocument(text.replace("كلمة", "كَلمة").replace("9 ", "٩ "), piece=1000)
    after.streams = 0
    told: list[float] = []
    placed = anchor_all(after, annotations, progress=lambda part: told.append(part) is None)
    assert after.streams == 2
    assert {place.state for place in placed.values() if isinstance(place, Placement)} == {State.CHANGED}
    assert told == sorted(told) and told[-1] == 1.0
    with pytest.raises(Stopped):
        anchor_all(after, annotations, progress=lambda part: part < 0.2)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("ا" * 200_000, "ا" * 20_000 + "ب"),
        ("ا" * 200_000, "ا" * 10_000 + "ب" + "ا" * 10_000),
        ("اب" * 100_000, "اب" * 10_000 + "ت"),
        (" " * 200_000 + "ا", "ا" * 40 + "ب"),
        (("ب" + "\u064e" * 50) * 4000, "ب" * 40 + "ت"),
        ("سطر كامل من النص هنا\n" * 10_000, "سطر كامل من النص هنأ سطر"),
    ],
    ids=["letter", "letter around", "two letters", "spaces", "marks", "lines"],
)
def test_hostile_texts_are_searched_in_no_more_walks_than_others(text: str, quote: str) -> None:
    document = PlainDocument(text)
    context = text[:32]
    found = anchor(document, Target(TextQuote(quote, context, context), Span(5, 5 + len(quote))))
    assert isinstance(found, Orphan)
    assert document.streams <= 3
    assert document.slices < 200
