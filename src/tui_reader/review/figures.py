"""How far annotators agree, in figures: of all they marked, per pair of them, per tag, and per document.

One mechanism for all: a scope is a list of groups, each with the marks that count there, and every measure is asked of
that list. What a measure needs of a group is often the same, so it is counted in a table first (`agreement`), and each
figure keeps the groups it came from. What the figures mean is told in `docs/agreement.md`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any, TypeAlias

from tui_reader.agreement.alpha import Level, alpha_at
from tui_reader.agreement.bootstrap import Sureness, interval
from tui_reader.agreement.coincidences import Tally
from tui_reader.agreement.confusion import Label, confusion
from tui_reader.agreement.f1 import f1
from tui_reader.agreement.kappa import fleiss, light
from tui_reader.agreement.sections import Continuum, Section
from tui_reader.agreement.unitizing import alphas_of
from tui_reader.agreement.value import Undefined, Value
from tui_reader.errors import Stopped
from tui_reader.language import tr
from tui_reader.review.figure import (
    ALPHA,
    COHEN,
    F1_EXACT,
    F1_EXACT_PLACE,
    F1_OVERLAP,
    F1_OVERLAP_PLACE,
    FLEISS,
    OVERALL,
    RELATION_F1,
    UNITIZING,
    UNITIZING_BINARY,
    UNITIZING_CODING,
    At,
    ComparedDocument,
    Figure,
    Figures,
    Kind,
    Part,
    Scope,
    annotators_of,
    names_of,
)
from tui_reader.review.read_documents import (
    Item,
    Mark,
    ReadDocument,
    numeric_attributes,
    of_pair,
    read_by_all,
    sections_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from tui_reader.agreement.unitizing import CategoryAlphas, UnitizingAlphas

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
    numeric = numeric_attributes(documents)
    known = [
        read_by_all(number, compared, tuple(numbers[name] for name in names_of(compared)), numeric)
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


class _Making:
    """The figures of one scope after the other."""

    def __init__(
        self, documents: Sequence[ReadDocument], seed: int, symmetric: frozenset[str], numeric: frozenset[str]
    ) -> None:
        self._documents = documents
        self._seed = seed
        self._symmetric = symmetric
        self._numeric = numeric
        self._is_alone = all(len(each.readers) < 2 for each in documents)
        self._tallies: dict[tuple[int, tuple[int, ...]], Tally] = {}
        self._marked: dict[tuple[int, int], list[Section]] = {}

    def have_read(self, pair: tuple[int, int]) -> bool:
        """Whether there is a document that both have read."""
        return any(set(pair) <= set(each.readers) for each in self._documents)

    def part(self, scope: Scope, documents: Sequence[ReadDocument]) -> Part:
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
        read = [of_pair(each, pair) for each in self._documents if set(pair) <= set(each.readers)]
        return self.part(Scope(Kind.PAIR, names), read)

    def tag(self, tag: str) -> Part:
        """Of one tag: of what was marked with it, and of what was matched, whether it was this tag."""
        scope = Scope(Kind.TAG, (tag,))
        items = [item for each in self._documents for item in each.items]
        tagged = [
            item._replace(marks=marks)
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

    def _found(self, scope: Scope, items: Sequence[Item], *, are_places_enough: bool) -> Iterator[Figure]:
        """F1 of marks; with the tags, but where all have the same one."""
        exact, overlap, exact_place, overlap_place = (Counter[tuple[int, int]]() for _ in range(4))
        groups = []
        for at, readers, marks, meeting in items:
            if readers < 2:
                continue
            groups.append(at)
            same = near = same_tagged = near_tagged = 0
            for one, other in combinations(marks, 2):
                is_same = meeting.get((one.side, other.side))
                if is_same is not None:
                    is_tagged = one.tags == other.tags
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

    def _of_attributes(self, scope: Scope, items: Sequence[Item]) -> Iterator[Figure]:
        answers: dict[str, list[tuple[At, int, _Labels]]] = defaultdict(list)
        for at, readers, marks, _ in items:
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

    def _unitizing(self, scope: Scope, documents: Sequence[ReadDocument]) -> Iterator[Figure]:
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

    def _alphas(self, documents: Sequence[ReadDocument]) -> UnitizingAlphas:
        return alphas_of(map(self._tally, documents))

    def _tally(self, document: ReadDocument) -> Tally:
        """Counted once for a document and who has read it: overall, a pair and the document may ask for the same."""
        key = (document.number, tuple(sorted(document.sides)))
        if key not in self._tallies:
            sections = [self._sections(document, side) for side in document.sides]
            self._tallies[key] = Tally.of(Continuum(document.compared.length, sections))
        return self._tallies[key]

    def _sections(self, document: ReadDocument, side: int) -> list[Section]:
        key = document.number, side
        if key not in self._marked:
            self._marked[key] = sections_of(document.compared, side)
        return self._marked[key]

    # Links

    def _linked(self, scope: Scope, documents: Sequence[ReadDocument]) -> Figure:
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

    def _links(self, document: ReadDocument, side: int) -> _Links:
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


def _labelled(items: Iterable[Item], label: Callable[[Mark], Any]) -> Iterator[tuple[At, int, _Labels]]:
    return ((at, readers, tuple([(mark.who, label(mark)) for mark in marks])) for at, readers, marks, _ in items)


def _row(item: Item, readers: Iterable[int]) -> list[Label | None]:
    """What each reader has given, None where nothing."""
    tags = {mark.who: mark.tags for mark in item.marks}
    return [tags.get(who) for who in readers]


def _in_order(table: Counter[Any]) -> dict[Any, int]:
    """The same table in an order that does not depend on that of the documents: the seed draws the same for it."""
    return dict(sorted(table.items()))


def _showing(figure: Figure, groups: tuple[At, ...]) -> Figure:
    return Figure(figure.measure, figure.attribute, figure.scope, figure.value, figure.items, groups, figure.sureness)


def _nobody_else(_: Mapping[Any, int]) -> Value:
    return Undefined(tr("there is only one annotator"))


def _no_interval(value: Value) -> Sureness:
    """Of figures whose parts hang together along the text: drawing some of them again would tear it."""
    return value if isinstance(value, Undefined) else Undefined(tr("it is about the text as a whole"))
