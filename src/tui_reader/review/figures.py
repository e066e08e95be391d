"""How far annotators agree, in figures: of all they marked, per pair of them, per tag, and per document.

One mechanism for all: a scope is a list of groups, each with the marks that count there, and every measure is asked of
that list. What a measure needs of a group is often the same, so it is counted in a table first (`agreement`), and each
figure keeps the groups it came from. What the figures mean is told in `docs/agreement.md`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from tui_reader.agreement.alpha import Level, alpha_at
from tui_reader.agreement.bootstrap import Sureness, interval
from tui_reader.agreement.coincidences import Tally
from tui_reader.agreement.confusion import Confusion, Label, confusion
from tui_reader.agreement.f1 import f1, is_overlapping, is_same_place
from tui_reader.agreement.kappa import fleiss, light
from tui_reader.agreement.sections import Continuum, Section
from tui_reader.agreement.unitizing import alphas_of
from tui_reader.agreement.value import Undefined, Value
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.review import sides
from tui_reader.review.likeness import canonical

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tui_reader.agreement.unitizing import CategoryAlphas, UnitizingAlphas
    from tui_reader.review.groups import Comparison
    from tui_reader.review.sides import Unit
    from tui_reader.text.span import Span

F1_EXACT, F1_OVERLAP = "f1-exact", "f1-overlap"
F1_EXACT_PLACE, F1_OVERLAP_PLACE = "f1-exact-place", "f1-overlap-place"
COHEN, FLEISS, ALPHA = "cohen", "fleiss", "alpha"
UNITIZING, UNITIZING_BINARY, UNITIZING_CODING = "u-alpha", "u-alpha-binary", "u-alpha-coding"
RELATION_F1 = "relation-f1"
GAMMA = "gamma"
"""Takes long: `gamma_figure` makes it where it is asked for."""
MEASURES = (
    F1_EXACT,
    F1_OVERLAP,
    F1_EXACT_PLACE,
    F1_OVERLAP_PLACE,
    COHEN,
    FLEISS,
    ALPHA,
    UNITIZING,
    UNITIZING_BINARY,
    UNITIZING_CODING,
    RELATION_F1,
)
"""What there is of everything that is compared."""
OF_ATTRIBUTES = (COHEN, FLEISS, ALPHA)
"""What can be asked of an attribute too."""
LARGE = 1e15
"""Numbers from here on are names: their differences would not be exact."""


class Kind(Enum):
    """What a figure is about."""

    OVERALL = "overall"
    PAIR = "pair"
    TAG = "tag"
    DOCUMENT = "document"


class Scope(NamedTuple):
    """Which marks a figure is about."""

    kind: Kind
    names: tuple[str, ...] = ()
    """The two annotators, the tag, the document."""


OVERALL = Scope(Kind.OVERALL)


class At(NamedTuple):
    """A group: the number of its document among those compared, and its own."""

    document: int
    group: int


class ComparedDocument(NamedTuple):
    """A document and what was said of it."""

    name: str
    comparison: Comparison
    length: int
    """Code points of its text."""
    annotators: tuple[str, ...] = ()
    """What the sides are called; empty: by their annotators. Who has the same name elsewhere is the same person."""


@dataclass(frozen=True)
class Figure:
    """One number, and what it was made from."""

    measure: str
    """One of MEASURES, or GAMMA."""
    attribute: str | None
    """Of which attribute; None where it is of tags or places."""
    scope: Scope
    value: Value
    items: int
    """How many groups it was counted on, of `relation-f1` how many links, of the unitizing ones how many documents."""
    groups: tuple[At, ...]
    """What a person looks at who asks where it comes from, in document order."""
    sureness: Callable[[], Sureness] = field(repr=False, compare=False)

    @property
    def name(self) -> str:
        """The measure, and the attribute behind a colon: what tells it from others of its scope."""
        return self.measure if self.attribute is None else f"{self.measure}:{self.attribute}"

    @cached_property
    def interval(self) -> Sureness:
        """Where it would lie for others like these (95 %). Worked out when it is asked for: some 10 to 100 ms."""
        return self.sureness()

    @property
    def known_interval(self) -> Sureness | None:
        """The interval, if it was worked out already."""
        found: Sureness | None = self.__dict__.get("interval")
        return found


@dataclass(frozen=True)
class Part:
    """All figures of one scope."""

    scope: Scope
    figures: tuple[Figure, ...]
    confusion: Confusion[At] | None
    """None for a tag."""

    def figure(self, name: str) -> Figure | None:
        """By `Figure.name`."""
        return next((figure for figure in self.figures if figure.name == name), None)


@dataclass(frozen=True)
class Figures:
    """What there is to say of some documents."""

    annotators: tuple[str, ...]
    """Everybody, in the order of their names."""
    documents: tuple[str, ...]
    parts: tuple[Part, ...]
    """Overall first; then by pair, by tag, and by document where there are several."""

    def part(self, scope: Scope) -> Part | None:
        """The figures of one scope."""
        return next((part for part in self.parts if part.scope == scope), None)

    @property
    def overall(self) -> Part:
        return self.parts[0]

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """All parts of one kind."""
        return tuple(part for part in self.parts if part.scope.kind is kind)


class _Mark(NamedTuple):
    """An annotation as figures see it."""

    who: int
    """The number of its annotator."""
    places: tuple[Span, ...]
    tags: Label
    answers: tuple[tuple[str, Any], ...]
    """By attribute, as labels: numbers, or what is the same for equal answers."""


class _Item(NamedTuple):
    """A group as one scope sees it."""

    at: At
    readers: int
    """How many annotators could have marked something here."""
    marks: tuple[_Mark, ...]
    """What they did, in the order of their numbers."""


class _Document(NamedTuple):
    """A document as one scope sees it."""

    number: int
    compared: ComparedDocument
    readers: tuple[int, ...]
    """Of each side the number of its annotator."""
    sides: tuple[int, ...]
    """The numbers of the sides that count."""
    items: list[_Item]


_Labels: TypeAlias = tuple[tuple[int, Any], ...]
_Links: TypeAlias = Counter[tuple[str, int, int]]


def figures(
    documents: Sequence[ComparedDocument],
    goes_on: Callable[[float], bool] = lambda _: True,
    *,
    seed: int = 0,
    symmetric: Collection[str] = (),
) -> Figures:
    """All figures of documents that have two sides or more each, but gamma, which takes long.

    Time is proportional to the number of groups: some seconds for tens of thousands. `symmetric` are the names of
    relations of which the direction does not matter. `goes_on` is told which part is done, 0 to 1, and says whether to
    go on: Stopped is raised when it says no.
    """
    made = []
    work = part_makers(documents, seed=seed, symmetric=symmetric)
    for number, make in enumerate(work):
        if not goes_on(number / len(work)):
            raise Stopped(tr("the figures were given up"))
        made.append(make())
    return Figures(annotators_of(documents), tuple(compared.name for compared in documents), tuple(made))


def part_makers(
    documents: Sequence[ComparedDocument], *, seed: int = 0, symmetric: Collection[str] = ()
) -> list[Callable[[], Part]]:
    """What makes the parts of the figures, in their order: for who shows each as soon as it is there."""
    annotators = annotators_of(documents)
    numbers = {name: number for number, name in enumerate(annotators)}
    numeric = _numeric(documents)
    known = [
        _document(number, compared, tuple(numbers[name] for name in names_of(compared)), numeric)
        for number, compared in enumerate(documents)
    ]
    tags = sorted({tag for each in known for item in each.items for mark in item.marks for tag in mark.tags})
    making = _Making(known, seed, frozenset(symmetric), numeric)
    pairs = [pair for pair in combinations(range(len(annotators)), 2) if making.have_read(pair)]
    work: list[Callable[[], Part]] = [partial(making.part, OVERALL, known)]
    work += [partial(making.pair, pair, (annotators[pair[0]], annotators[pair[1]])) for pair in pairs]
    work += [partial(making.tag, tag) for tag in tags]
    if len(known) > 1:
        work += [partial(making.part, Scope(Kind.DOCUMENT, (each.compared.name,)), [each]) for each in known]
    return work


def annotators_of(documents: Iterable[ComparedDocument]) -> tuple[str, ...]:
    """Everybody who has a side, in the order of their names."""
    return tuple(sorted({name for compared in documents for name in names_of(compared)}))


def names_of(compared: ComparedDocument) -> tuple[str, ...]:
    """What the sides of a document are called."""
    return compared.annotators or sides.names_of(compared.comparison.sides)


def continuum_of(compared: ComparedDocument, sides: Iterable[int]) -> Continuum:
    """A document as figures of stretches of text see it: what these sides have marked, but for the document as a whole.

    A unit with several tags is one section for each, a highlight one without a category.
    """
    return Continuum(
        compared.length,
        [
            [
                Section(unit.places, tag)
                for unit in compared.comparison.sides[side].units
                if unit.places
                for tag in tags_of(unit) or ("",)
            ]
            for side in sides
        ],
    )


def tags_of(unit: Unit) -> Label:
    """The tags of an annotation as one label."""
    return tuple(sorted(set(unit.tags)))


def _numeric(documents: Iterable[ComparedDocument]) -> frozenset[str]:
    """The attributes of which all answers are numbers: these may lie near or far from each other."""
    are_numbers: dict[str, bool] = {}
    for compared in documents:
        for side in compared.comparison.sides:
            for unit in side.units:
                for name, answer in unit.annotation.attributes.items():
                    are_numbers[name] = are_numbers.get(name, True) and _is_number(answer)
    return frozenset(name for name, is_so in are_numbers.items() if is_so)


def _document(number: int, compared: ComparedDocument, readers: tuple[int, ...], numeric: Collection[str]) -> _Document:
    def mark(side: int, unit: Unit) -> _Mark:
        given = unit.annotation.attributes.items()
        answers = tuple((name, float(answer) if name in numeric else _label(answer)) for name, answer in given)
        return _Mark(readers[side], unit.places, tags_of(unit), answers)

    items = [
        _Item(
            At(number, group.number),
            len(readers),
            tuple(sorted((mark(side, unit) for side, unit in group.present), key=lambda mark: mark.who)),
        )
        for group in compared.comparison.groups
    ]
    return _Document(number, compared, readers, tuple(range(len(readers))), items)


def _of_pair(document: _Document, pair: tuple[int, int]) -> _Document:
    """A document as if only these two had read it."""
    marked = ((item, tuple(mark for mark in item.marks if mark.who in pair)) for item in document.items)
    items = [_Item(item.at, len(pair), marks) for item, marks in marked if marks]
    sides = tuple(document.readers.index(who) for who in pair)
    return document._replace(sides=sides, items=items)


class _Making:
    """The figures of one scope after the other."""

    def __init__(
        self, documents: Sequence[_Document], seed: int, symmetric: frozenset[str], numeric: frozenset[str]
    ) -> None:
        self._documents = documents
        self._seed = seed
        self._symmetric = symmetric
        self._numeric = numeric
        self._is_alone = all(len(each.readers) < 2 for each in documents)
        self._tallies: dict[tuple[int, tuple[int, ...]], Tally] = {}

    def have_read(self, pair: tuple[int, int]) -> bool:
        """Whether there is a document that both have read."""
        return any(set(pair) <= set(each.readers) for each in self._documents)

    def part(self, scope: Scope, documents: Sequence[_Document]) -> Part:
        """Of some documents."""
        items = [item for each in documents for item in each.items]
        made = [
            *self._found(scope, items, are_places_enough=False),
            *self._of_labels(scope, None, _labelled(items, lambda mark: mark.tags)),
            *self._unitizing(scope, documents),
            self._linked(scope, documents),
            *self._of_attributes(scope, items),
        ]
        matrix = confusion(
            (
                (item.at, _row(item, [each.readers[side] for side in each.sides]))
                for each in documents
                for item in each.items
            ),
            pair=scope.kind is Kind.PAIR,
        )
        return Part(scope, tuple(made), matrix)

    def pair(self, pair: tuple[int, int], names: tuple[str, str]) -> Part:
        """Of two annotators, on what both have read."""
        read = [_of_pair(each, pair) for each in self._documents if set(pair) <= set(each.readers)]
        return self.part(Scope(Kind.PAIR, names), read)

    def tag(self, tag: str) -> Part:
        """Of one tag: of what was marked with it, and of what was matched, whether it was this tag."""
        scope = Scope(Kind.TAG, (tag,))
        items = [item for each in self._documents for item in each.items]
        tagged = [
            _Item(item.at, item.readers, marks)
            for item in items
            if (marks := tuple(mark for mark in item.marks if tag in mark.tags))
        ]
        shown = tuple(item.at for item in tagged)
        is_it = self._of_labels(scope, None, _labelled(items, lambda mark: tag in mark.tags))
        alphas = self._alphas(self._documents).categories.get(tag)
        made = [
            *self._found(scope, tagged, are_places_enough=True),
            *(_showing(figure, shown) for figure in is_it),
            *self._unitizing_tag(scope, alphas, shown),
            *self._of_attributes(scope, tagged),
        ]
        return Part(scope, tuple(made), None)

    def _figure(
        self,
        scope: Scope,
        measure: str,
        table: Mapping[Any, int],
        statistic: Callable[[Mapping[Any, int]], Value],
        groups: Iterable[At],
        attribute: str | None = None,
    ) -> Figure:
        if self._is_alone:
            statistic = _nobody_else
        return Figure(
            measure,
            attribute,
            scope,
            statistic(table),
            sum(table.values()),
            tuple(groups),
            partial(interval, table, statistic, self._seed),
        )

    # Places

    def _found(self, scope: Scope, items: Sequence[_Item], *, are_places_enough: bool) -> Iterator[Figure]:
        """F1 of marks; with the tags, but where all have the same one."""
        exact, overlap, exact_place, overlap_place = (Counter[tuple[int, int]]() for _ in range(4))
        groups = []
        for at, readers, marks in items:
            if readers < 2:
                continue
            groups.append(at)
            same = near = same_tagged = near_tagged = 0
            for one, other in combinations(marks, 2):
                if is_overlapping(one.places, other.places):
                    is_same, is_tagged = is_same_place(one.places, other.places), one.tags == other.tags
                    near += 1
                    same += is_same
                    near_tagged += is_tagged
                    same_tagged += is_same and is_tagged
            made = len(marks) * (readers - 1)
            exact_place[same, made] += 1
            overlap_place[near, made] += 1
            exact[same_tagged, made] += 1
            overlap[near_tagged, made] += 1
        if are_places_enough:
            tables = {F1_EXACT: exact_place, F1_OVERLAP: overlap_place}
        else:
            tables = {
                F1_EXACT: exact,
                F1_OVERLAP: overlap,
                F1_EXACT_PLACE: exact_place,
                F1_OVERLAP_PLACE: overlap_place,
            }
        for measure, table in tables.items():
            yield self._figure(scope, measure, _in_order(table), f1, groups)

    # Labels

    def _of_attributes(self, scope: Scope, items: Sequence[_Item]) -> Iterator[Figure]:
        answers: dict[str, list[tuple[At, int, _Labels]]] = defaultdict(list)
        for at, readers, marks in items:
            here: dict[str, list[tuple[int, Any]]] = defaultdict(list)
            for mark in marks:
                for name, label in mark.answers:
                    here[name].append((mark.who, label))
            for name, labels in here.items():
                answers[name].append((at, readers, tuple(labels)))
        for name in sorted(answers):
            level = Level.INTERVAL if name in self._numeric else Level.NOMINAL
            yield from self._of_labels(scope, name, answers[name], level)

    def _of_labels(
        self,
        scope: Scope,
        attribute: str | None,
        labelled: Iterable[tuple[At, int, _Labels]],
        level: Level = Level.NOMINAL,
    ) -> Iterator[Figure]:
        """Kappa and alpha of what was labelled by two or more."""
        by_name: Counter[_Labels] = Counter()
        of_all: Counter[tuple[Any, ...]] = Counter()
        nameless: Counter[tuple[Any, ...]] = Counter()
        groups, complete = [], []
        for at, readers, labels in labelled:
            if len(labels) < 2:
                continue
            given = tuple(sorted(label for _, label in labels))
            groups.append(at)
            by_name[labels] += 1
            nameless[given] += 1
            if len(labels) == readers:
                complete.append(at)
                of_all[given] += 1
        measured = partial(self._figure, scope, attribute=attribute)
        yield measured(COHEN, _in_order(by_name), light, groups)
        yield measured(FLEISS, _in_order(of_all), fleiss, complete)
        yield measured(ALPHA, _in_order(nameless), alpha_at(level), groups)

    # Stretches of text

    def _unitizing(self, scope: Scope, documents: Sequence[_Document]) -> Iterator[Figure]:
        alphas = self._alphas(documents)
        groups = tuple(item.at for each in documents for item in each.items)
        values = {UNITIZING: alphas.overall, UNITIZING_BINARY: alphas.binary, UNITIZING_CODING: alphas.coding}
        for measure, value in values.items():
            yield Figure(measure, None, scope, value, len(documents), groups, partial(_no_interval, value))

    def _unitizing_tag(self, scope: Scope, alphas: CategoryAlphas | None, groups: tuple[At, ...]) -> Iterator[Figure]:
        nowhere = _nobody_else({}) if self._is_alone else Undefined(tr("no text was marked with it"))
        values = {
            UNITIZING: alphas.marking if alphas else nowhere,
            UNITIZING_CODING: alphas.coding if alphas else nowhere,
        }
        count = len({at.document for at in groups})
        for measure, value in values.items():
            yield Figure(measure, None, scope, value, count, groups, partial(_no_interval, value))

    def _alphas(self, documents: Sequence[_Document]) -> UnitizingAlphas:
        return alphas_of(map(self._tally, documents))

    def _tally(self, document: _Document) -> Tally:
        """Counted once for a document and who has read it: overall, a pair and the document may ask for the same."""
        key = (document.number, tuple(sorted(document.sides)))
        if key not in self._tallies:
            self._tallies[key] = Tally.of(continuum_of(document.compared, document.sides))
        return self._tallies[key]

    # Links

    def _linked(self, scope: Scope, documents: Sequence[_Document]) -> Figure:
        """F1 of the links of which both ends were marked by both."""
        table: Counter[tuple[int, int]] = Counter()
        ends: set[At] = set()
        any_link = False
        for each in documents:
            links = {side: self._links(each, side) for side in each.sides}
            any_link = any_link or any(links.values())
            groups = each.compared.comparison.groups
            for one, other in combinations(each.sides, 2):
                mine = _with_ends(links[one], groups, other)
                theirs = _with_ends(links[other], groups, one)
                for link in mine | theirs:
                    shared, made = min(mine[link], theirs[link]), mine[link] + theirs[link]
                    table[1, 2] += shared
                    table[0, 1] += made - 2 * shared
                    ends.update(At(each.number, group) for group in link[1:])
        figure = self._figure(scope, RELATION_F1, _in_order(+table), f1, sorted(ends))
        if self._is_alone or not isinstance(figure.value, Undefined):
            return figure
        why = (
            tr("no link has both ends where both annotators marked something")
            if any_link
            else tr("nobody linked anything")
        )
        return Figure(RELATION_F1, None, scope, Undefined(why), 0, (), partial(_no_interval, Undefined(why)))

    def _links(self, document: _Document, side: int) -> _Links:
        """The links of a side: name, group of the one end, group of the other."""
        place = document.compared.comparison.group_numbers
        links: _Links = Counter()
        for relation in document.compared.comparison.sides[side].relations:
            one, other = place[side, relation.source], place[side, relation.target]
            if relation.name in self._symmetric and other < one:
                one, other = other, one
            links[relation.name, one, other] += 1
        return links


def _with_ends(links: _Links, groups: Sequence[Any], side: int) -> _Links:
    """Those links of which both ends are where this side has marked something too."""
    return Counter(
        {link: count for link, count in links.items() if all(groups[end].units[side] is not None for end in link[1:])}
    )


def _labelled(items: Iterable[_Item], label: Callable[[_Mark], Any]) -> Iterator[tuple[At, int, _Labels]]:
    return ((at, readers, tuple((mark.who, label(mark)) for mark in marks)) for at, readers, marks in items)


def _row(item: _Item, readers: Iterable[int]) -> list[Label | None]:
    """What each reader has given, None where nothing."""
    tags = {mark.who: mark.tags for mark in item.marks}
    return [tags.get(who) for who in readers]


def _in_order(table: Counter[Any]) -> dict[Any, int]:
    """The same table in an order that does not depend on that of the documents: the seed draws the same for it."""
    return dict(sorted(table.items()))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGE


def _label(answer: Any) -> str:
    """The same for answers that are equal, and only for these."""
    return f'"{answer}' if isinstance(answer, str) else canonical(answer)


def _showing(figure: Figure, groups: tuple[At, ...]) -> Figure:
    return Figure(figure.measure, figure.attribute, figure.scope, figure.value, figure.items, groups, figure.sureness)


def _nobody_else(_: Mapping[Any, int]) -> Value:
    return Undefined(tr("there is only one annotator"))


def _no_interval(value: Value) -> Sureness:
    """Of figures whose parts hang together along the text: drawing some of them again would tear it."""
    return value if isinstance(value, Undefined) else Undefined(tr("it is about the text as a whole"))
