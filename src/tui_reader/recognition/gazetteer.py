"""Terms that are known: from a file, or because somebody has tagged them before. They are found wherever they stand.

Terms and text are compared folded, word by word, so no term is found inside a word. The first word may stand behind
clitics, which are left outside. All terms are looked for at once, in one tree of words: a text costs what it is long,
however many terms there are. Of those with the same tag the longest wins.

A file has a term a line, `term<TAB>tag<TAB>name=value<TAB>…`: the tag can be left out where there is a default, what
follows are attributes, and one that is given twice has several values. Lines that begin with # are comments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.errors import FileProblem
from tui_reader.language import tr
from tui_reader.recognition.found import NOTHING, Found, Recognised
from tui_reader.text.clitics import rests
from tui_reader.text.folding import fold_text
from tui_reader.text.segments import words
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ORIGIN = "gazetteer"
TAGGED_BEFORE = "tagged-before"
"""The origin of what is found because the same words were tagged elsewhere."""
MOST_WORDS = 32
"""Words and signs of a term; longer ones are sentences and not terms."""
MOST_TAGGED_WORDS = 12
"""Words of a text that somebody tagged, for the same words to be worth looking for."""
MOST_BYTES = 64 << 20
"""Of a file of terms."""
AS_WRITTEN, FOLDED, BEHIND_CLITICS = 0.9, 0.8, 0.7
"""How often it is the term: letter for letter, in another spelling, with something written together with it."""


class Term(NamedTuple):
    """Words to be found, and what they are then."""

    text: str
    tag: str
    attributes: Mapping[str, Any] = NOTHING
    share: float = 1.0
    """In how many of the cases, from 0 to 1, in which these words were tagged they had this tag."""


class Fault(NamedTuple):
    """What is wrong with a line of a file."""

    line: int
    """1-based."""
    message: str


class _Token(NamedTuple):
    """A word, or a sign between words."""

    text: str
    """Folded."""
    span: Span


class _Hit(NamedTuple):
    first: int
    """The token it begins in."""
    last: int
    """The token behind it."""
    span: Span
    term: Term
    is_behind_clitics: bool


class Gazetteer:
    """A recogniser of terms."""

    def __init__(self, terms: Iterable[Term], origin: str = ORIGIN) -> None:
        """Terms that are blank or have more than MOST_WORDS words are left out."""
        self.origin = origin
        self._branches: dict[tuple[int, str], int] = {}
        """From a place in the tree by a word to the next place; 0 is its root."""
        self._ends: defaultdict[int, dict[str, Term]] = defaultdict(dict)
        """By place and tag the terms that end there; of equal ones the first."""
        for term in terms:
            self._add(term)

    def __bool__(self) -> bool:
        return bool(self._ends)

    def __call__(self, text: str) -> Recognised:
        """The terms in a text, in order; those of one tag do not overlap."""
        tokens = list(_tokens(text))
        by_tag: defaultdict[str, list[_Hit]] = defaultdict(list)
        for hit in self._hits(text, tokens):
            by_tag[hit.term.tag].append(hit)
        kept = chain.from_iterable(_longest(hits, len(tokens)) for hits in by_tag.values())
        return Recognised(tuple(self._found(text, hit) for hit in sorted(kept, key=_order)))

    def _add(self, term: Term) -> None:
        tokens = list(_tokens(term.text))
        if not 0 < len(tokens) <= MOST_WORDS:
            return
        place = 0
        for token in tokens:
            place = self._branches.setdefault((place, token.text), len(self._branches) + 1)
        self._ends[place].setdefault(term.tag, term)

    def _hits(self, text: str, tokens: list[_Token]) -> Iterator[_Hit]:
        for first, token in enumerate(tokens):
            starts: dict[int, int] = {}
            for at, rest in rests(text[token.span.start : token.span.end]):
                if (place := self._branches.get((0, rest))) is not None:
                    starts.setdefault(place, at)
            for place, at in starts.items():
                yield from self._walk(tokens, first, place, at)

    def _walk(self, tokens: list[_Token], first: int, place: int | None, at: int) -> Iterator[_Hit]:
        """What begins with the token `first`, `at` code points into it, and goes on from a place in the tree."""
        start, last = tokens[first].span.start + at, first + 1
        while place is not None:
            for term in self._ends.get(place, {}).values():
                yield _Hit(first, last, Span(start, tokens[last - 1].span.end), term, at > 0)
            if last == len(tokens):
                return
            place = self._branches.get((place, tokens[last].text))
            last += 1

    def _found(self, text: str, hit: _Hit) -> Found:
        score = FOLDED if text[slice(*hit.span)] != hit.term.text else AS_WRITTEN
        if hit.is_behind_clitics:
            score = BEHIND_CLITICS
        return Found((hit.span,), hit.term.tag, self.origin, round(score * hit.term.share, 2), hit.term.attributes)


def tagged_before(examples: Iterable[tuple[str, str]]) -> Gazetteer:
    """A recogniser of texts that have been tagged, each given with its tag.

    The same words are found with the tag they mostly had. Long texts, and those without a letter, say nothing of other
    places.
    """
    counts: defaultdict[tuple[str, ...], Counter[tuple[str, str]]] = defaultdict(Counter)
    for text, tag in examples:
        tokens = [token.text for token in _tokens(text)]
        if len(tokens) <= MOST_TAGGED_WORDS and any(letter.isalpha() for letter in text):
            counts[tuple(tokens)][text, tag] += 1
    return Gazetteer(map(_usual, counts.values()), TAGGED_BEFORE)


def _usual(counts: Counter[tuple[str, str]]) -> Term:
    """The term for several texts of the same words, and how often each had which tag."""
    tags: Counter[str] = Counter()
    for (_, tag), count in counts.items():
        tags[tag] += count
    usual = min(tags, key=lambda tag: (-tags[tag], tag))
    spelt = min((text for text, tag in counts if tag == usual), key=lambda text: (-counts[text, usual], text))
    return Term(spelt, usual, NOTHING, tags[usual] / tags.total())


def read_terms(path: Path, default_tag: str = "") -> tuple[list[Term], list[Fault]]:
    """The terms of a file, and what is wrong with lines of it, which are left out.

    `default_tag` is that of terms without one; where there is none, a term without a tag is a fault. Raises
    FileProblem when the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileProblem(path, tr("cannot be read ({reason})", reason=error.strerror or error)) from None
    if len(content) > MOST_BYTES:
        raise FileProblem(path, tr("is larger than {size} MB", size=MOST_BYTES >> 20))
    terms: list[Term] = []
    faults: list[Fault] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        try:
            term = _term(line.decode(), default_tag)
        except UnicodeDecodeError:
            faults.append(Fault(number, tr("is not UTF-8")))
        except ValueError as error:
            faults.append(Fault(number, str(error)))
        else:
            terms += [term] if term is not None else []
    return terms, faults


def _term(line: str, default_tag: str) -> Term | None:
    """The term of a line; None where there is none. Raises ValueError."""
    if not line.strip() or line.startswith("#"):
        return None
    text, *fields = (field.strip() for field in line.split("\t"))
    tag = fields[0] if fields and fields[0] else default_tag
    size = sum(1 for _ in _tokens(text))
    if not size:
        raise ValueError(tr("has no term"))
    if size > MOST_WORDS:
        raise ValueError(tr("has a term of more than {most} words", most=MOST_WORDS))
    if not tag:
        raise ValueError(tr("has no tag, and there is no default"))
    attributes: dict[str, Any] = {}
    for field in filter(None, fields[1:]):
        name, sign, value = (part.strip() for part in field.partition("="))
        if not name or not sign:
            raise ValueError(tr("has something behind its tag that is not name=value"))
        if name in attributes:
            before = attributes[name]
            attributes[name] = [*(before if isinstance(before, list) else [before]), value]
        else:
            attributes[name] = value
    return Term(text, tag, attributes or NOTHING)


def _tokens(text: str) -> Iterator[_Token]:
    behind = 0
    for word in words(text):
        yield from _signs(text, behind, word.start)
        yield _Token(fold_text(text[word.start : word.end]), word)
        behind = word.end
    yield from _signs(text, behind, len(text))


def _signs(text: str, start: int, end: int) -> Iterator[_Token]:
    """What stands between two words and is seen: each character for itself."""
    for column in range(start, end):
        folded = fold_text(text[column])
        if folded and not folded.isspace():
            yield _Token(folded, Span(column, column + 1))


def _longest(hits: list[_Hit], count: int) -> Iterator[_Hit]:
    """Those that are left when the longest come first and none may overlap. `count`: how many tokens there are."""
    taken = bytearray(count)
    for hit in sorted(hits, key=lambda hit: (-hit.span.length, hit.span)):
        if not any(taken[hit.first : hit.last]):
            taken[hit.first : hit.last] = b"\1" * (hit.last - hit.first)
            yield hit


def _order(hit: _Hit) -> tuple[Span, str]:
    return hit.span, hit.term.tag
