"""Everything that is wrong with an annotation file, with the line it stands on.

Structure is checked always; tags, relations and attributes if a tagset is given; quotes and positions if the
source can be read. What is right and odd all the same becomes a warning. Nothing is changed.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import sets, w3c
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.check import Finding, check_page, check_record, doubts, hidden
from tui_reader.annotations.folders import SUFFIX, annotator_part, source_part
from tui_reader.annotations.page import MAX_FAULTS, MAX_MEMBERS, Part, read_bytes, read_text
from tui_reader.annotations.positions import Cursor, LineCounter, Pointer, faults, format_pointer, locate
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import read_record
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.records.remark import Remark
from tui_reader.annotations.records.written import utc_now
from tui_reader.annotations.salvage import salvaged
from tui_reader.annotations.source_paths import LeadsOut, source_at
from tui_reader.annotations.strict_json import decode, is_writable
from tui_reader.annotations.w3c import (
    ABOUT_ANNOTATIONS,
    ATTRIBUTES,
    DECISION,
    POSITION,
    Misunderstood,
    as_list,
    motivations,
)
from tui_reader.errors import FileProblem, TuiReaderError
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from tui_reader.annotations.records.targets import Target, TextQuote
    from tui_reader.annotations.records.written import Clock
    from tui_reader.annotations.sets import Source
    from tui_reader.annotations.tagset import Attribute, Tagset
    from tui_reader.documents.document import CodePoints, Document

MAX_OF_A_RECORD = 100
"""So much is told of one record."""
_SHOWN = 40
"""Code points of a quote that a message repeats."""
_CLOCKS_DIFFER = timedelta(days=1)
"""What is later than this is in the future: zones are mistaken, and clocks go wrong."""
_PARTS_AT_ONCE = 4096
_MOMENTS = re.compile(r'"created"\s*:\s*"([^"]*)"\s*,\s*"modified"\s*:\s*"([^"]*)"')


class Inspected(NamedTuple):
    """What was found in a file."""

    problems: list[Problem]
    """By line."""
    ids: frozenset[str]
    """Of its records."""
    source: str | None
    """Where its source is, as far as the set may lead there."""


def validate(
    path: Path,
    *,
    tagset: Tagset | None = None,
    read_source: Callable[[Path], Document] | None = None,
    root: Path | None = None,
    now: Clock = utc_now,
) -> list[Problem]:
    """All problems of the file, by line; none if it is in order. Arguments and errors are those of `inspect`."""
    return inspect(path, tagset=tagset, read_source=read_source, root=root, now=now).problems


def inspect(
    path: Path,
    *,
    tagset: Tagset | None = None,
    read_source: Callable[[Path], Document] | None = None,
    root: Path | None = None,
    now: Clock = utc_now,
    progress: Callable[[float], object] = lambda _: None,
    content: bytes | None = None,
) -> Inspected:
    """Looks at everything in a file; of more than MAX_FAULTS problems at the first ones.

    `read_source` opens the document the file is about and may raise FileProblem; without it the source is not
    looked at. `root` is the folder the source must lie in, else `source_paths` says which. `progress` is told now and
    then which part of the file has been read, 0 to 1. `content` is looked at in the place of what the file holds.
    Raises AnnotationFileError if the file cannot be read as text at all.
    """
    with without_collecting():
        page = read_text(path, read_bytes(path) if content is None else content)
        checking = _Checking(path, page.text, now() + _CLOCKS_DIFFER, progress)
        try:
            for offset, message in page.faults:
                checking.report((), offset, message)
            _inspect(checking, tagset, read_source, root)
        except _Enough:
            last = checking.problems[-1]
            message = tr("has more than {most} problems; the rest was not looked at", most=MAX_FAULTS)
            checking.problems.append(Problem(path, last.line, "$", message))
    found = sorted(checking.problems, key=lambda problem: problem.line or 0)
    return Inspected(found, frozenset(checking.ids), checking.found)


def _inspect(
    checking: _Checking, tagset: Tagset | None, read_source: Callable[[Path], Document] | None, root: Path | None
) -> None:
    checking.structure()
    checking.names()
    checking.relations(tagset)
    if tagset is not None:
        checking.words(tagset)
    source = sets.read_source(checking.page.get(sets.SOURCE))
    if source is not None:
        checking.source(source, read_source, root)


class _Enough(Exception):
    """So much is wrong that nobody would read more."""


class _Checking:
    """One pass over a file, then questions to what was found."""

    def __init__(self, path: Path, text: str, latest: datetime, progress: Callable[[float], object]) -> None:
        self.path = path
        self.text = text
        self.latest = latest
        self.progress = progress
        self.lines = LineCounter(text)
        self.start = Cursor(text).offset
        self.page: dict[str, Any] = {}
        self.starts: dict[Pointer, int] = {}
        self.records: dict[str, tuple[Pointer, Annotation | Relation]] = {}
        self.decisions: list[tuple[Pointer, Remark]] = []
        self.ids: set[str] = set()
        self.sources: defaultdict[str, list[tuple[Pointer, Pointer]]] = defaultdict(list)
        """Which targets name a source: the ways to the record, and from it to that name."""
        self.found: str | None = None
        """The file the source is, if the set may lead there."""
        self.problems: list[Problem] = []

    def report(self, pointer: Pointer, offset: int, message: str, *, warning: bool = False) -> None:
        if len(self.problems) == MAX_FAULTS:
            raise _Enough
        line = self.lines.line_of(offset)
        self.problems.append(Problem(self.path, line, format_pointer(pointer), message, warning))

    def report_in(self, part: Pointer, inner: Pointer, message: str, *, warning: bool = False) -> None:
        """Report a value inside a member or an item of the page."""
        start = self.starts.get(part, self.start)
        self.report((*part, *inner), locate(self.text, start, inner), message, warning=warning)

    def structure(self) -> None:
        has_items = False
        for count, part in enumerate(salvaged(self.text)):
            if not count % _PARTS_AT_ONCE:
                self.progress(part.start / len(self.text))
            if part.broken:
                self.report(part.pointer, part.start, tr("is not JSON: {reason}", reason=part.broken))
                if not count and part.end == len(self.text):
                    return
                continue
            repeated = part.pointer in self.starts
            if repeated and len(part.pointer) == 1:
                self.report(part.pointer, part.start, tr("is given twice"))
            self.starts.setdefault(part.pointer, part.start)
            has_items = has_items or part.opens_items
            if not part.sound:
                for fault in faults(Cursor(self.text, part.start), part.pointer):
                    self.report(*fault)
            elif len(part.pointer) > 1 and not repeated:
                self._item(part)
            elif not part.opens_items and not repeated:
                self._member(part)
        if not has_items:
            self.report_in((sets.ITEMS,), (), tr("must be an array of annotations"))
        for pointer, message, _ in check_page(self.page):
            known = (pointer[0],) in self.starts and pointer[0] not in self.page
            if not known:
                self.report_in(pointer[:1], pointer[1:], message)
        if isinstance(self.page.get(sets.ID), str) and self.page[sets.ID] in self.ids:
            self.report_in((sets.ID,), (), tr("is the id of a record too"))

    def _called_after(self) -> tuple[str, str]:
        """The source and the annotator in the name of the file; empty where it is not named like a set."""
        name = os.fsencode(self.path.name).decode("utf-8", "replace")
        source, _, annotator = name.removesuffix(SUFFIX).rpartition(".")
        return (source, annotator) if source and annotator and name.endswith(SUFFIX) else ("", "")

    def _member(self, part: Part) -> None:
        if len(self.page) == MAX_MEMBERS:
            self.report(
                part.pointer, part.start, tr("is one of more than {most} members of the page", most=MAX_MEMBERS)
            )
            raise _Enough
        key = str(part.pointer[0])
        if not is_writable(key):
            self.report(part.pointer, part.start, tr("the key holds half of a surrogate pair"))
        self.page[key] = part.value

    def names(self) -> None:
        """Whether the file is called after its source and its annotator, and whether names are what they look like."""
        creator = w3c.agent_name(self.page.get(sets.CREATOR))
        for pointer, name in (((sets.CREATOR,), creator), ((sets.TAGSET,), self.page.get(sets.TAGSET))):
            for finding in hidden(pointer, name) if isinstance(name, str) else ():
                self.report_in(finding.pointer, (), finding.message, warning=True)
        _, annotator = self._called_after()
        if not annotator:
            return
        with suppress(TuiReaderError):
            if creator is not None and annotator_part(creator) != annotator:
                message = tr(
                    "is {name}, but the file is called after {other}", name=_shown(creator), other=_shown(annotator)
                )
                self.report_in((sets.CREATOR,), (), message, warning=True)

    def _item(self, part: Part) -> None:
        name = part.read.record.id if part.read is not None else _name(part.value)
        record = part.read.record if part.read is not None else self._checked(part)
        if name is None:
            return
        if name in self.ids:
            self.report_in(part.pointer, ("id",), tr("is the id of an earlier record"))
            return
        self.ids.add(name)
        if record is None:
            return
        for finding in self._doubts(part, record):
            self.report_in(part.pointer, finding.pointer, finding.message, warning=True)
        if isinstance(record, Remark):
            self._remark(part, record)
            return
        self.records[name] = (part.pointer, record)
        if part.read is not None and part.read.source is not None:
            self.sources[part.read.source].append((part.pointer, ("target", "source")))
        elif part.read is None and isinstance(record, Annotation):
            for inner, target in _targets(part.value):
                named = target if isinstance(target, str) else target.get("source")
                if isinstance(named, str):
                    way = inner if isinstance(target, str) else (*inner, "source")
                    self.sources[named].append((part.pointer, way))

    def _remark(self, part: Part, remark: Remark) -> None:
        if not remark.targets:
            return
        self.decisions.append((part.pointer, remark))
        value = decode(remark.json) if part.value is None else part.value
        for number, target in enumerate(value[DECISION]["target"]):
            if isinstance(target.get("source"), str):
                self.sources[target["source"]].append((part.pointer, (DECISION, "target", number, "source")))

    def _doubts(self, part: Part, record: Annotation | Relation | Remark) -> Iterator[Finding]:
        if part.read is None:
            return doubts(part.value, self.latest)
        # Most records were written by this program: nothing can be odd about them but what is looked at here.
        moments = _MOMENTS.search(record.json)
        names = [record.name] if isinstance(record, Relation) else [*record.tags]
        plain = isinstance(record, Remark) or not record.attributes
        plain = plain and all(name.isprintable() and name.strip() for name in names)
        if moments is not None and moments[1] <= moments[2] <= w3c.timestamp(self.latest) and plain:
            return iter(())
        return doubts(decode(record.json), self.latest)

    def _checked(self, part: Part) -> Annotation | Relation | Remark | None:
        """What an item says, if nothing is wrong with it and it is understood."""
        findings = list(islice(check_record(part.value), MAX_OF_A_RECORD))
        record = None
        if not findings:
            try:
                record = read_record(part.value, "")
            except Misunderstood as error:
                if ABOUT_ANNOTATIONS.isdisjoint(motivations(part.value)):
                    findings.append(Finding(error.pointer, error.message))
        for finding in findings:
            self.report_in(part.pointer, finding.pointer, finding.message)
        return record

    def relations(self, tagset: Tagset | None) -> None:
        for pointer, record in self.records.values():
            if not isinstance(record, Relation):
                continue
            for name, inner in ((record.source, ("target",)), (record.target, ("body",))):
                if name not in self.ids:
                    self.report_in(pointer, inner, tr("leads to {name}, which is not in this file", name=_shown(name)))
            if record.source == record.target:
                self.report_in(pointer, ("body",), tr("leads to where it goes out from"), warning=True)
            kind = None if tagset is None else tagset.relation(record.name)
            source, target = self._tags(record.source), self._tags(record.target)
            if kind is not None and source is not None and target is not None:
                ends = [(first, second) for first in source for second in target]
                if not any(kind.joins(first, second) for first, second in ends):
                    message = tr(
                        "{name} does not join {source} to {target}",
                        name=record.name,
                        source=_tag_names(source),
                        target=_tag_names(target),
                    )
                    self.report_in(pointer, (), message)

    def _tags(self, name: str) -> tuple[str | None, ...] | None:
        found = self.records.get(name)
        if found is None or not isinstance(found[1], Annotation):
            return None
        return found[1].tags or (None,)

    def words(self, tagset: Tagset) -> None:
        """Tags, names of relations and attributes that the tagset does not know."""
        named = self.page.get(sets.TAGSET)
        if isinstance(named, str) and named != tagset.identifier:
            message = tr(
                "is {name}, but the tagset here is {identifier}", name=_shown(named), identifier=tagset.identifier
            )
            self.report_in((sets.TAGSET,), (), message, warning=True)
        for pointer, record in self.records.values():
            kinds: list[Any]
            if isinstance(record, Relation):
                kinds = [tagset.relation(record.name)]
                if kinds == [None]:
                    message = tr(
                        "{name} is not a relation of {identifier}",
                        name=_shown(record.name),
                        identifier=tagset.identifier,
                    )
                    self.report_in(pointer, ("body",), message)
            else:
                kinds = [tagset.tag(tag) for tag in record.tags]
                for tag, kind in zip(record.tags, kinds, strict=True):
                    if kind is None:
                        self.report_in(
                            pointer,
                            ("body",),
                            tr("{tag} is not a tag of {identifier}", tag=_shown(tag), identifier=tagset.identifier),
                        )
            if None not in kinds:
                known = {attribute.name: attribute for kind in kinds for attribute in kind.attributes}
                self._attributes(pointer, record.attributes, known)

    def _attributes(self, pointer: Pointer, attributes: Mapping[str, Any], known: Mapping[str, Attribute]) -> None:
        for name, value in attributes.items():
            attribute = known.get(name)
            inner = (ATTRIBUTES, name)
            if attribute is None:
                self.report_in(pointer, inner, tr("is not an attribute this may have in the tagset"))
            elif not attribute.accepts(value):
                kind, values = attribute.kind.value, ", ".join(attribute.values)
                message = tr("must be {kind}, not {value}", kind=kind, value=_shown(value))
                if values:
                    message = tr(
                        "must be {kind} of {values}, not {value}", kind=kind, values=values, value=_shown(value)
                    )
                self.report_in(pointer, inner, message)

    def source(self, source: Source, read: Callable[[Path], Document] | None, root: Path | None) -> None:
        place: Pointer = (sets.SOURCE,)
        try:
            found = source_at(self.path, source.path, root)
        except LeadsOut as error:
            self.report_in(place, ("path",), str(error))
            self._lengths()
            return
        self.found = str(found)
        name, (called_after, _) = source.path.rpartition("/")[2], self._called_after()
        if name and called_after and source_part(name) != called_after:
            message = tr(
                "is {name}, but the file is called after {other}", name=_shown(name), other=_shown(called_after)
            )
            self.report_in(place, ("path",), message, warning=True)
        self._names(source)
        if read is None:
            self._lengths()
            return
        try:
            document = read(found)
        except FileProblem as error:
            self.report_in(place, ("path",), tr("cannot be read: {reason}", reason=error.reason))
            self._lengths()
            return
        document.count()
        text = document.code_points
        if document.fingerprint != source.sha256:
            self.report_in(place, ("sha256",), tr("is not that of the source: it has changed since"))
        elif text.length != source.length:
            message = tr(
                "is {number}, but the source has {length} code points", number=source.length, length=text.length
            )
            self.report_in(place, ("length",), message)
        else:
            self._manner(source, document)
        for pointer, lying in self._lying():
            self._quotes(pointer, lying, text)

    def _lying(self) -> Iterator[tuple[Pointer, Annotation | Remark]]:
        """The records that lie somewhere in the text."""
        yield from ((pointer, record) for pointer, record in self.records.values() if isinstance(record, Annotation))
        yield from self.decisions

    def _names(self, source: Source) -> None:
        """Each target must be about the one source of the set."""
        own = source.path.removeprefix("./")
        strays = {named: places for named, places in self.sources.items() if sets.iri_path(named) != own}
        for (pointer, inner), named in sorted((place, name) for name, places in strays.items() for place in places):
            message = tr("names {named}, but the set is about {path}", named=_shown(named), path=_shown(source.path))
            if named in self.ids:
                message = w3c.about_another()
            self.report_in(pointer, inner, message)

    def _manner(self, source: Source, document: Document) -> None:
        """Whether the source is read as it was when the set was made."""
        told = self.page[sets.SOURCE]
        for key, says, found in (
            ("encoding", source.encoding.lower(), document.encoding),
            ("newline", source.newline, document.newline),
        ):
            if says != found and isinstance(told.get(key), str):
                message = tr("is {name}, but the source is read as {other}", name=_shown(says), other=_shown(found))
                self.report_in((sets.SOURCE,), (key,), message, warning=True)

    def _lengths(self) -> None:
        """Without the source, whether quotes are as long as their positions say."""
        for pointer, record in self._lying():
            for number, target in enumerate(record.targets):
                if target.position and target.quote and len(target.quote.exact) != target.position.length:
                    self._length(pointer, number, target)

    def _length(self, pointer: Pointer, number: int, target: Target) -> None:
        assert target.position is not None and target.quote is not None
        message = tr(
            "covers {number} code points, but the quote has {length}",
            number=target.position.length,
            length=len(target.quote.exact),
        )
        self.report_in(pointer, self._position(pointer, number), message)

    def _quotes(self, pointer: Pointer, record: Annotation | Remark, text: CodePoints) -> None:
        for number, target in enumerate(record.targets):
            position = target.position
            if position is None:
                continue
            if position.end > text.length:
                message = tr(
                    "is {number}, but the source has {length} code points", number=position.end, length=text.length
                )
                self.report_in(pointer, (*self._position(pointer, number), "end"), message)
            elif target.quote is not None and text.slice(position) != target.quote.exact:
                there = text.slice(Span(position.start, min(position.end, position.start + _SHOWN + 1)))
                message = tr(
                    "the source says {there} there, the quote {exact}",
                    there=_shown(there),
                    exact=_shown(target.quote.exact),
                )
                self.report_in(pointer, self._position(pointer, number), message)
            elif target.quote is not None and not stands_between(text, position, target.quote):
                message = tr("the text before or behind it is not as its prefix and suffix say")
                self.report_in(pointer, self._position(pointer, number)[:-1], message, warning=True)

    def _position(self, pointer: Pointer, number: int) -> Pointer:
        """The way from a record to the position selector of one of its targets."""
        inner, target = _targets(Cursor(self.text, self.starts[pointer]).value())[number]
        selector = target["selector"]
        if not isinstance(selector, list):
            return (*inner, "selector")
        kinds = [as_list(member.get("type")) if isinstance(member, dict) else [] for member in selector]
        return (*inner, "selector", next(place for place, kind in enumerate(kinds) if POSITION in kind))


def stands_between(text: CodePoints, position: Span, quote: TextQuote) -> bool:
    """Whether the prefix stands right before a position (code points), and the suffix right behind it."""
    around = Span(max(0, position.start - len(quote.prefix)), position.end + len(quote.suffix))
    return text.slice(around) == quote.prefix + text.slice(position) + quote.suffix


def _name(record: Any) -> str | None:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None


def _targets(record: Mapping[str, Any]) -> list[tuple[Pointer, Any]]:
    """The targets of a record and the way to each from the record."""
    if DECISION in record and not ABOUT_ANNOTATIONS.isdisjoint(motivations(record)):
        return [((DECISION, "target", number), target) for number, target in enumerate(record[DECISION]["target"])]
    value = record["target"]
    if isinstance(value, list):
        return [(("target", number), target) for number, target in enumerate(value)]
    return [(("target",), value)]


def _tag_names(tags: Iterable[str | None]) -> str:
    return ", ".join(tr("a highlight") if tag is None else tag for tag in tags)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN + 2 else f"{text[: _SHOWN + 1]}…"
