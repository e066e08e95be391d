"""The answers to the questions of a review, as they are offered: each with its key and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui_reader.language import tr, tr_count
from tui_reader.review.outcomes import Boundaries
from tui_reader.ui.dialogs.keyed_choice import Offer, beside_keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui_reader.session.review.deciding import Bounds, Linked
    from tui_reader.session.review.merging_answers import Contested
    from tui_reader.session.review.pre_merging import PreMerge

    Names = Callable[[Iterable[int]], str]

LEVELS = (0.2, 0.4, 0.6, 0.8, 1.0)
"""How sure one may say one is."""
HERE_SIGN = "✓"
"""Behind what is so already."""
KEY_OF = {Boundaries.UNION: "u", Boundaries.INTERSECTION: "i"}


def offers_of_bounds(ways: Sequence[Bounds]) -> list[Offer[Bounds]]:
    """Where an annotation may begin and end: whose it is by number, the first and the last by arrows too."""
    of_sides = [way for way in ways if isinstance(way.chosen, int)]
    offers = []
    for way in ways:
        keys: tuple[str, ...] = (str(way.chosen + 1) if isinstance(way.chosen, int) else KEY_OF[way.chosen],)
        also: tuple[str, ...] = ()
        if len(of_sides) > 1 and way in (of_sides[0], of_sides[-1]):
            arrow, *also_keys = beside_keys(onward=way is of_sides[-1])
            keys, also = (*keys, arrow), tuple(also_keys)
        words = f"{way.words} {HERE_SIGN}" if way.is_base else way.words
        offers.append(Offer(keys, words, way, way.text or tr("the whole document"), also))
    return offers


def offers_of_answers(contested: Contested, names: Names) -> list[Offer[dict[str, Any]]]:
    """The answers to one question, what most say first, each with who gives it."""
    offers = [
        Offer((str(number),), answer.words, {contested.name: answer.value}, names(answer.sides))
        for number, answer in enumerate(contested.answers, start=1)
    ]
    return [*offers, Offer(("0",), tr("no answer"), {})]


def offers_of_links(choices: Sequence[Linked], names: Names) -> list[Offer[tuple[tuple[int, ...] | None]]]:
    """Whose links may count: those of all, or those of some who have the same."""
    offers: list[Offer[tuple[tuple[int, ...] | None]]] = [Offer(("a",), tr("those of all"), (None,))]
    for each in choices:
        keys = tuple(str(side + 1) for side in each.sides)
        offers.append(Offer(keys[:1], names(each.sides), (each.sides,), each.words or tr("none"), keys[1:]))
    return [*offers, Offer(("0",), tr("no links"), ((),))]


def offers_of_confidence() -> list[Offer[tuple[float | None]]]:
    """How sure one may be."""
    names = (tr("a guess"), tr("not sure"), tr("rather sure"), tr("sure"), tr("very sure"))
    offers: list[Offer[tuple[float | None]]] = [
        Offer((str(number),), f"{name} ({percent_words(level)})", (level,))
        for number, (level, name) in enumerate(zip(LEVELS, names, strict=True), start=1)
    ]
    return [*offers, Offer(("0",), tr("say nothing of it"), (None,))]


def percent_words(part: float) -> str:
    """A part of 1 in hundredths."""
    return tr("{percent} %", percent=round(100 * part))


def offers_of_rules(found: Sequence[PreMerge]) -> list[Offer[PreMerge]]:
    """The rules there are, each with how many groups it decides."""
    return [
        Offer((str(number),), each.words, each, tr_count(len(each.groups), "{count} group", "{count} groups"))
        for number, each in enumerate(found, start=1)
    ]
