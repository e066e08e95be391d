"""What is asked of annotated text, and which annotations are the answer.

Who may cite, what is cited and who speaks follow from the tagset: from what its links `cites` and `said_by` may join.
An annotation of a narrower tag is one of the wider tag too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tui_reader.errors import TuiReaderError
from tui_reader.language import tr
from tui_reader.recognition.refs import is_request
from tui_reader.session.views.placed_set import PlacedSet, spans_of
from tui_reader.text.excerpt import isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tui_reader.annotations.anchoring import Placed
    from tui_reader.annotations.records.annotation import Annotation
    from tui_reader.annotations.tagset import RelationType, Tagset

CITES, SAID_BY = "cites", "said_by"
"""The links that the questions are about, as the tagset calls them."""
CLAIM, QUOTE = "Claim", "Quote"
"""The tags of what can be true or false, and of words that are somebody's."""
CITATION_NEED, NOT_NEEDED = "citation_need", "not-needed"
"""The attribute and its value by which somebody says that a claim needs no citation."""
REF = "ref"
"""The attribute that says what a marker refers to."""


class NotInTagset(TuiReaderError):
    """A question that a tagset has no words for."""


class View(StrEnum):
    """A question of which the answer is a list."""

    UNCITED = "uncited"
    """Claims that may cite, and do not; other things that may, as quotes, where the tagset has no claims or their tag
    is asked for. What stands inside something that cites is covered by that; what is said to need no citation is left
    out."""
    UNUSED_CITATIONS = "unused-citations"
    """What may be cited, and nobody does."""
    BY_SOURCE = "by-source"
    """What is said, by who says it; what nobody says comes last."""
    UNATTRIBUTED = "unattributed"
    """Quotes of which it is not said whose words they are."""
    TAG = "tag"
    """All that has a tag."""

    @property
    def words(self) -> str:
        """What it is called on the screen."""
        return {
            View.UNCITED: tr("Claims without a citation"),
            View.UNUSED_CITATIONS: tr("Citations that nothing uses"),
            View.BY_SOURCE: tr("What is said, by source"),
            View.UNATTRIBUTED: tr("Quotes without a speaker"),
            View.TAG: tr("Passages with a tag"),
        }[self]


COUNTED = tuple(view for view in View if view is not View.TAG)
"""The questions that need no more than a set and its tagset."""


class Answer(NamedTuple):
    """An annotation that a question is answered with."""

    annotation: Annotation
    placed: Placed
    sources: tuple[tuple[Annotation, Placed], ...] = ()
    """Who says it, where that was the question; once for each answer."""


def answers(view: View, placed_set: PlacedSet, tagset: Tagset, tag: str = "") -> list[Answer]:
    """The answers in one set, in document order; only those with a tag, where one is named. Raises NotInTagset."""
    found = _answers(view, placed_set, tagset, tag)
    if tag:
        has_tag = _tags_at(tagset, (tag,))
        found = [answer for answer in found if has_tag(answer.annotation)]
    return found


def _answers(view: View, placed_set: PlacedSet, tagset: Tagset, tag: str) -> list[Answer]:
    match view:
        case View.UNCITED:
            return _uncited(placed_set, tagset, only_claims=not tag)
        case View.UNUSED_CITATIONS:
            return _without(placed_set, _tags_at(tagset, _link(tagset, CITES).targets), CITES, "target")
        case View.BY_SOURCE:
            return _by_source(placed_set, tagset)
        case View.UNATTRIBUTED:
            _link(tagset, SAID_BY)
            if tagset.tag(QUOTE) is None:
                raise NotInTagset(_nothing_called(tagset, QUOTE))
            return _without(placed_set, _tags_at(tagset, (QUOTE,)), SAID_BY, "source")
        case View.TAG:
            return [Answer(annotation, placed) for annotation, placed in placed_set.annotations]


def counts(placed_set: PlacedSet, tagset: Tagset) -> Mapping[View, int | None]:
    """How many answers each question has; None where the tagset has no words for it."""
    found: dict[View, int | None] = {}
    for view in COUNTED:
        try:
            found[view] = len(answers(view, placed_set, tagset))
        except NotInTagset:
            found[view] = None
    return found


def tag_counts(placed_sets: Iterable[PlacedSet]) -> Counter[str]:
    """How many annotations have which tag; the empty one is for those without any."""
    return Counter(t for each in placed_sets for annotation, _ in each.annotations for t in annotation.tags or ("",))


def _link(tagset: Tagset, name: str) -> RelationType:
    kind = tagset.relation(name)
    if kind is None:
        raise NotInTagset(_nothing_called(tagset, name))
    if not kind.sources or not kind.targets:
        words = tr(
            "The tagset {tagset} does not say what {name} joins",
            tagset=isolated(tagset.identifier),
            name=isolated(name),
        )
        raise NotInTagset(words)
    return kind


def _nothing_called(tagset: Tagset, name: str) -> str:
    return tr("The tagset {tagset} has nothing called {name}", tagset=isolated(tagset.identifier), name=isolated(name))


def _tags_at(tagset: Tagset, wanted: Sequence[str]) -> Callable[[Annotation], bool]:
    """Whether an annotation has one of some tags, or a narrower one."""
    known: dict[str, bool] = {}

    def is_wanted(tag: str) -> bool:
        if tag not in known:
            known[tag] = any(tagset.descends(tag, wider) for wider in wanted)
        return known[tag]

    return lambda annotation: any(map(is_wanted, annotation.tags or ("",)))


def _without(placed_set: PlacedSet, asked_for: Callable[[Annotation], bool], link: str, end: str) -> list[Answer]:
    """Those that are asked for and stand at this end (`source` or `target`) of no such link."""
    linked = {getattr(relation, end) for relation in placed_set.linked(link)}
    found = ((a, placed) for a, placed in placed_set.annotations if a.id not in linked)
    return [Answer(a, placed) for a, placed in found if asked_for(a)]


def _uncited(placed_set: PlacedSet, tagset: Tagset, *, only_claims: bool) -> list[Answer]:
    sources = _link(tagset, CITES).sources
    may_cite = _tags_at(tagset, sources)
    asked_for = _tags_at(tagset, (CLAIM,)) if only_claims and CLAIM in sources else may_cite
    # Who asks for a source, `[citation needed]`, gives none.
    requests = {a.id for a, _ in placed_set.annotations if is_request(a.attributes.get(REF))}
    citing = {relation.source for relation in placed_set.linked(CITES) if relation.target not in requests}
    uncited = [Answer(a, placed) for a, placed in placed_set.annotations if a.id not in citing and asked_for(a)]
    covered = [
        span for a, placed in placed_set.annotations if a.id in citing and may_cite(a) for span in spans_of(placed)
    ]
    covered.sort()
    reach = list(accumulate((span.end for span in covered), max))

    def is_covered(placed: Placed) -> bool:
        spans = spans_of(placed)
        for span in spans:
            before = bisect_right(covered, span.start, key=lambda each: each.start)
            if not before or reach[before - 1] < span.end:
                return False
        return bool(spans)

    return [
        answer
        for answer in uncited
        if answer.annotation.attributes.get(CITATION_NEED) != NOT_NEEDED and not is_covered(answer.placed)
    ]


def _by_source(placed_set: PlacedSet, tagset: Tagset) -> list[Answer]:
    kind = _link(tagset, SAID_BY)
    may_be_said = _tags_at(tagset, kind.sources)
    placed = {annotation.id: (annotation, place) for annotation, place in placed_set.annotations}
    said_by: dict[str, dict[str, None]] = {}
    for relation in placed_set.linked(SAID_BY):
        said_by.setdefault(relation.source, {})[relation.target] = None
    return [
        Answer(a, place, tuple(placed[name] for name in said_by.get(a.id, ())))
        for a, place in placed_set.annotations
        if a.id in said_by or may_be_said(a)
    ]
