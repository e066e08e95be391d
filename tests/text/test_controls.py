"""Bidi controls with a fault, held against what UAX #9 makes of them."""

from __future__ import annotations

import pytest
from effort import lines_run
from hypothesis import given
from hypothesis import strategies as st

from tui_reader.text import uax9
from tui_reader.text.bidi import EXPLICIT_CONTROL
from tui_reader.text.controls import ControlFinder, Fault, has_controls, suspects

LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
OPENING = {LRE: PDF, RLE: PDF, LRO: PDF, RLO: PDF, LRI: PDI, RLI: PDI, FSI: PDI}

texts = st.text(st.sampled_from(f"aب1 {LRE}{RLE}{PDF}{RLO}{LRI}{RLI}{FSI}{PDI}"), max_size=40)
deep_texts = st.lists(
    st.sampled_from([LRE, RLE * 30, RLI * 30, FSI, LRI * 40, PDF, PDI * 3, "a", "ب"]), max_size=12
).map("".join)
bases = st.integers(0, 1)


def faults(text: str, base: int = 0) -> dict[int, Fault]:
    return dict(suspects(text, base))


def levels_of_the_seen(text: str, base: int) -> list[int]:
    return [
        level for level, each in zip(uax9.levels(text, base), text, strict=True) if not EXPLICIT_CONTROL.match(each)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc", {}),
        (f"a{RLE}b{PDF}c", {}),
        (f"a{RLO}b{PDF}c", {1: Fault.OVERRIDE}),
        (f"a{LRO}b", {1: Fault.OVERRIDE}),
        (f"a{RLE}b", {1: Fault.UNCLOSED}),
        (f"a{LRI}b", {1: Fault.UNCLOSED}),
        (f"a{PDF}b{PDI}", {1: Fault.UNOPENED, 3: Fault.UNOPENED}),
        (f"{RLI}{LRE}a{PDI}", {1: Fault.UNCLOSED}),
        (f"{RLI}a{PDF}b{PDI}", {2: Fault.UNOPENED}),
        (f"{LRE}{RLI}a{PDF}{PDI}b{PDF}", {3: Fault.UNOPENED}),
        (f"{FSI}a{RLI}b{PDI}{PDI}", {}),
        # The commented-out return of the paper on Trojan Source.
        (f"/*{RLO} }} {LRI}if (isAdmin){PDI} {LRI} begin admins only */", {2: Fault.OVERRIDE, 21: Fault.UNCLOSED}),
    ],
)
def test_the_faults_of_a_paragraph(text: str, expected: dict[int, Fault]) -> None:
    assert faults(text) == expected


@given(texts, bases)
def test_isolates_belong_together_as_bd9_says(text: str, base: int) -> None:
    matched = uax9._matching_pdi([uax9.BIDI_CLASS[each] for each in text])
    found = faults(text, base)
    for column, each in enumerate(text):
        if each in (LRI, RLI, FSI):
            assert (found.get(column) is Fault.UNCLOSED) == (column not in matched)
        if each == PDI:
            assert (found.get(column) is Fault.UNOPENED) == (column not in matched.values())


@given(texts, bases)
def test_what_closes_nothing_can_go_and_nothing_changes(text: str, base: int) -> None:
    """A PDF is as if it were not there, a PDI is a neutral character."""
    found = faults(text, base)
    unopened = {column for column, fault in found.items() if fault is Fault.UNOPENED}
    neutral = "".join("!" if column in unopened and each == PDI else each for column, each in enumerate(text))
    without = "".join(each for column, each in enumerate(neutral) if column not in unopened or each == "!")
    levels = levels_of_the_seen(without.replace("!", PDI), base)
    assert levels == levels_of_the_seen(text, base)
    assert [
        level
        for level, each in zip(uax9.levels(without, base), without, strict=True)
        if each != "!" and not EXPLICIT_CONTROL.match(each)
    ] == levels
    assert Fault.UNOPENED not in faults(without, base).values()


@given(texts.map(lambda text: text.replace(RLO, "")), bases)
def test_what_is_open_can_be_closed_where_it_ends_and_nothing_changes(text: str, base: int) -> None:
    """By what closes it, at the end of its isolate or of the paragraph; then nothing is open any more."""
    found = faults(text, base)
    matched = uax9._matching_pdi([uax9.BIDI_CLASS[each] for each in text])
    closed, waiting = "", [""]
    for column, each in enumerate(text):
        if each == PDI and column in matched.values():
            closed += waiting.pop()
        closed += each
        if column in matched:
            waiting.append("")
        elif found.get(column) is Fault.UNCLOSED:
            waiting[-1] = OPENING[each] + waiting[-1]
            if each in (LRI, RLI, FSI):
                # What is open outside of it ends with it.
                waiting[-1] = PDI + waiting[-1][1:]
    closed += "".join(reversed(waiting))
    assert levels_of_the_seen(closed, base) == levels_of_the_seen(text, base)
    assert set(faults(closed, base).values()) <= {Fault.UNOPENED}


@given(st.one_of(deep_texts, texts), bases)
def test_what_raises_no_level_is_nested_too_deep(text: str, base: int) -> None:
    text += "a"
    kinds = [uax9.BIDI_CLASS[each] for each in text]
    levels = uax9._explicit(kinds, list(kinds), base)
    found = faults(text, base)
    for column, each in enumerate(text):
        if each in OPENING and each != RLO and text[column + 1] != PDI:
            assert (found.get(column) is Fault.TOO_DEEP) == (levels[column + 1] == levels[column])


@pytest.mark.parametrize(
    ("opening", "inside", "fit"),
    [(RLE, "a", 63), (LRE, "a", 62), (RLI, "a", 63), (LRI, "a", 62), (FSI, "a", 62), (FSI, "ب", 62)],
)
def test_as_many_can_be_open_as_there_are_levels(opening: str, inside: str, fit: int) -> None:
    expected = [Fault.UNCLOSED] * fit + [Fault.TOO_DEEP] * (100 - fit)
    assert list(faults(opening * 100 + inside).values()) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_bytes_of_a_text_say_whether_there_are_controls(text: str) -> None:
    assert bool(EXPLICIT_CONTROL.search(text)) == has_controls(text.encode())
    assert ControlFinder().is_absent(text.encode()) == (not list(ControlFinder().find(text)))


def test_every_explicit_formatting_character_is_a_control() -> None:
    kinds = uax9.REMOVED_BY_X9 - {"BN"} | uax9.ISOLATE_INITIATORS | {"PDI"}
    assert {chr(c) for c in range(0x110000) if uax9.BIDI_CLASS[chr(c)] in kinds} == {
        chr(c) for c in range(0x110000) if EXPLICIT_CONTROL.match(chr(c))
    }


@pytest.mark.parametrize(
    "text", [RLE, RLI, FSI, PDF, PDI, f"{FSI}a{PDI}", f"{RLI}{RLE}", f"{FSI}{RLE}a", f"{RLE}{PDF}"]
)
def test_a_hostile_paragraph_takes_steps_in_proportion_to_its_length(text: str) -> None:
    def steps(count: int) -> int:
        return lines_run(lambda: suspects(text * count, 0))

    steps(10)
    assert steps(2000) < 30 * steps(100)
