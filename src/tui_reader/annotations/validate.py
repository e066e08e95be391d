"""Everything that is wrong with an annotation file, with the line it stands on.

Structure is checked always; tags, relations and attributes if a tagset is given; quotes and positions if the
source can be read. Nothing is changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui_reader.annotations import sets
from tui_reader.annotations.bulk import without_collecting
from tui_reader.annotations.check import Finding, check_page, check_record
from tui_reader.annotations.model import Annotation, Relation, read_record
from tui_reader.annotations.page import Part, decode_page, parts, read_bytes
from tui_reader.annotations.positions import Cursor, LineCounter, Pointer, faults, format_pointer, locate
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.source_paths import LeadsOut, source_at
from tui_reader.annotations.w3c import (
    ABOUT_ANNOTATIONS,
    ATTRIBUTES,
    POSITION,
    Misunderstood,
    as_list,
    motivations,
)
from tui_reader.errors import FileProblem
from tui_reader.language import tr
from tui_reader.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tui_reader.annotations.sets import Source
    from tui_reader.annotations.tagset import Attribute, Tagset
    from tui_reader.documents.document import CodePoints, Document

_SHOWN = 40
"""Code points of a quote that a message repeats."""


def validate(
    path: Path,
    *,
    tagset: Tagset | None = None,
    read_source: Callable[[Path], Document] | None = None,
    root: Path | None = None,
) -> list[Problem]:
    """All problems of the file, by line; none if it is in order.

    `read_source` opens the document the file is about and may raise FileProblem; without it the source is not
    looked at. `root` is the folder the source must lie in: without it the repository, else what holds the
    file's `annotations` folder. Raises AnnotationFileError if the file cannot be read as text at all.
    """
    with without_collecting():
        return _validate(path, tagset, read_source, root)


def _validate(
    path: Path, tagset: Tagset | None, read_source: Callable[[Path], Document] | None, root: Path | None
) -> list[Problem]:
    content = read_bytes(path)
    checking = _Checking(path, decode_page(path, content))
    if content.startswith(b"\xef\xbb\xbf"):
        checking.report((), 0, tr("begins with a byte-order mark"))
    checking.structure()
    checking.relations(tagset)
    if tagset is not None:
        checking.words(tagset)
    source = sets.read_source(checking.page.get(sets.SOURCE))
    if source is not None:
        checking.source(source, read_source, root)
    return sorted(checking.problems, key=lambda problem: problem.line or 0)


class _Checking:
    """One pass over a file, then questions to what was found."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = LineCounter(text)
        self.start = Cursor(text).offset
        self.page: dict[str, Any] = {}
        self.starts: dict[Pointer, int] = {}
        self.records: dict[str, tuple[Pointer, Annotation | Relation]] = {}
        self.ids: set[str] = set()
        self.sources: defaultdict[str, list[tuple[Pointer, Pointer]]] = defaultdict(list)
        """Which targets name a source: the ways to the record, and from it to the target."""
        self.problems: list[Problem] = []

    def report(self, pointer: Pointer, offset: int, message: str) -> None:
        line = self.lines.line_of(offset)
        self.problems.append(Problem(self.path, line, format_pointer(pointer), message))

    def report_in(self, part: Pointer, inner: Pointer, message: str) -> None:
        """Report a value inside a member or an item of the page."""
        start = self.starts.get(part, self.start)
        self.report((*part, *inner), locate(self.text, start, inner), message)

    def structure(self) -> None:
        has_items = False
        try:
            for part in parts(self.text):
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
                    self.page[str(part.pointer[0])] = part.value
        except json.JSONDecodeError as error:
            self.report((), error.pos, tr("is not JSON: {reason}", reason=error.msg))
            if not self.starts:
                return
        if not has_items:
            self.report_in((sets.ITEMS,), (), tr("must be an array of annotations"))
        for pointer, message in check_page(self.page):
            known = (pointer[0],) in self.starts and pointer[0] not in self.page
            if not known:
                self.report_in(pointer[:1], pointer[1:], message)

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
        self.records[name] = (part.pointer, record)
        if part.read is not None and part.read.source is not None:
            self.sources[part.read.source].append((part.pointer, ("target",)))
        elif part.read is None and isinstance(record, Annotation):
            for inner, target in _targets(part.value):
                if isinstance(target.get("source"), str):
                    self.sources[target["source"]].append((part.pointer, inner))

    def _checked(self, part: Part) -> Annotation | Relation | None:
        """What an item says, if nothing is wrong with it and it is not about another annotation."""
        findings = list(check_record(part.value))
        record = None
        if not findings:
            try:
                record = read_record(part.value, "")
            except Misunderstood as error:
                if ABOUT_ANNOTATIONS.isdisjoint(motivations(part.value)):
                    findings.append(Finding(error.pointer, error.message))
        for inner, message in findings:
            self.report_in(part.pointer, inner, message)
        return record

    def relations(self, tagset: Tagset | None) -> None:
        for pointer, record in self.records.values():
            if not isinstance(record, Relation):
                continue
            for name, inner in ((record.source, ("target",)), (record.target, ("body",))):
                if name not in self.ids:
                    self.report_in(pointer, inner, tr("leads to {name}, which is not in this file", name=_shown(name)))
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
            return
        self._names(source)
        if read is None:
            return
        try:
            document = read(found)
        except FileProblem as error:
            self.report_in(place, ("path",), tr("cannot be read: {reason}", reason=error.reason))
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
        for pointer, record in self.records.values():
            if isinstance(record, Annotation):
                self._quotes(pointer, record, text)

    def _names(self, source: Source) -> None:
        """Each target must be about the one source of the set."""
        own = source.path.removeprefix("./")
        strays = {named: places for named, places in self.sources.items() if sets.iri_path(named) != own}
        for (pointer, inner), named in sorted((place, name) for name, places in strays.items() for place in places):
            message = tr("names {named}, but the set is about {path}", named=_shown(named), path=_shown(source.path))
            self.report_in(pointer, (*inner, "source"), message)

    def _quotes(self, pointer: Pointer, record: Annotation, text: CodePoints) -> None:
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

    def _position(self, pointer: Pointer, number: int) -> Pointer:
        """The way from a record to the position selector of one of its targets."""
        inner, target = _targets(Cursor(self.text, self.starts[pointer]).value())[number]
        selector = target["selector"]
        if not isinstance(selector, list):
            return (*inner, "selector")
        kinds = [as_list(member.get("type")) if isinstance(member, dict) else [] for member in selector]
        return (*inner, "selector", next(place for place, kind in enumerate(kinds) if POSITION in kind))


def _name(record: Any) -> str | None:
    name = record.get("id") if isinstance(record, dict) else None
    return name if isinstance(name, str) else None


def _targets(record: Mapping[str, Any]) -> list[tuple[Pointer, dict[str, Any]]]:
    """The target objects of a record and the way to each from the record."""
    value = record["target"]
    if isinstance(value, list):
        return [(("target", number), target) for number, target in enumerate(value)]
    return [(("target",), value)]


def _tag_names(tags: Iterable[str | None]) -> str:
    return ", ".join(tr("a highlight") if tag is None else tag for tag in tags)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN + 2 else f"{text[: _SHOWN + 1]}…"
