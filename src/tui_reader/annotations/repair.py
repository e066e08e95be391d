"""What can be put right in an annotation file without guessing, and only that.

Every record stays, with its unknown keys and the spelling of its numbers: values are replaced in the text, and records
are moved as text. What cannot be read at all is handed back, to be kept beside the set. What would have to be guessed
(a broken member of the page, a link to nowhere, an id that two records have and a third one means) is left for a
person.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations import file, sets, w3c
from tui_reader.annotations.anchoring import describe
from tui_reader.annotations.json_editing import are_in_order, in_order, strings, with_member
from tui_reader.annotations.page import Part, read_text
from tui_reader.annotations.positions import LineCounter, Pointer, format_pointer
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.record import UnknownRecord, read_record
from tui_reader.annotations.records.written import random_id
from tui_reader.annotations.salvage import salvaged
from tui_reader.annotations.shape import read_at
from tui_reader.annotations.strict_json import decode, encode, is_writable, on_one_line
from tui_reader.annotations.validate import stands_between
from tui_reader.annotations.versions import canonical
from tui_reader.annotations.w3c import Misunderstood
from tui_reader.errors import AnnotationFileError, SaveError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.records.written import NewId
    from tui_reader.annotations.sets import Source
    from tui_reader.documents.document import Document

_PAGE_ORDER = (
    *(sets.CONTEXT, sets.ID, sets.TYPE, sets.FORMAT_KEY, sets.CREATOR, sets.SOURCE, sets.TAGSET),
    sets.ITEMS,
)
_RECORD_ORDER = (
    "id",
    "type",
    "motivation",
    "created",
    "modified",
    "body",
    "target",
    w3c.ATTRIBUTES,
    w3c.SUGGESTED,
    w3c.DECISION,
    w3c.PROVENANCE,
)
_MARKS_OF_NOTHING = " \t\r\n,"


class Repaired(NamedTuple):
    """A file put right as far as that goes."""

    text: str
    """What the file is to hold: what it holds, where there is nothing to repair."""
    repairs: list[Problem]
    """Everything that was put right: where it stood, and what was done."""
    unreadable: bytes = b""
    """What could not be read and is not in the text any more; in UTF-8, but for bytes that are no characters."""


class Unrepairable(AnnotationFileError):
    """A file in which something has to be put right by a person before anything else can be."""


def repaired(
    path: Path,
    content: bytes,
    read_source: Callable[[Source], Document | None] = lambda _: None,
    *,
    new_id: NewId = random_id,
) -> Repaired:
    """The set at `path`, of which these are the bytes, put right. Repaired again it is as it is.

    `read_source` gives the document a set is about, if it can be read; it counts only where it is the very one
    (SHA-256) the set was made on. Raises Unrepairable.
    """
    page = read_text(path, content, lost="")
    if not page.is_whole and not page.encoding.startswith("utf-8"):
        raise Unrepairable(path, tr("is damaged in an encoding other than UTF-8"))
    repairing = _Repairing(path, page.text, new_id)
    if page.encoding != "utf-8":
        repairing.tell((), 0, tr("is plain UTF-8"))
    repairing.read(is_whole=page.is_whole)
    repairing.put_keys_in_order()
    source = repairing.source
    document = None if source is None else read_source(source)
    if document is not None and source is not None:
        document.count()
        if document.fingerprint == source.sha256:
            repairing.describe_source(document)
            repairing.describe_surroundings(document)
    # Two records may be the same only now.
    repairing.drop_twins()
    repairing.give_ids()
    return repairing.written()


class _Line:
    """A record as text, and as a value where it is sound."""

    __slots__ = ("place", "pointer", "text", "value")

    def __init__(self, text: str, value: Any, place: int, number: int) -> None:
        self.text = text
        self.value = value
        """None where a strict reader refuses it."""
        self.place = place
        """Offset in the file."""
        self.pointer: Pointer = (sets.ITEMS, number)

    def become(self, text: str) -> None:
        """Take another text, which is read again."""
        self.text = text
        self.value = decode(text)

    def read(self) -> Record:
        """What it says. Raises Misunderstood."""
        usual = read_at(self.text, 0)
        return read_record(self.value, self.text) if usual is None else usual.record

    @property
    def id(self) -> str | None:
        """Its id, if it has one."""
        found = self.value.get("id") if isinstance(self.value, dict) else None
        return found if isinstance(found, str) and found else None


class _Repairing:
    """One file on its way: its members and records as text."""

    def __init__(self, path: Path, text: str, new_id: NewId) -> None:
        self.path = path
        self.text = text
        self.repairs: list[Problem] = []
        self._new_id = new_id
        self._lines = LineCounter(text)
        self._members: list[tuple[str, str]] = []
        self._starts: dict[str, int] = {}
        self._records: list[_Line] = []
        self._unreadable: list[str] = []
        self._count = 0
        """Records that must be there in the end."""

    def tell(self, pointer: Pointer, place: int, message: str) -> None:
        self.repairs.append(Problem(self.path, self._lines.line_of(place), format_pointer(pointer), message))

    # Reading

    def read(self, *, is_whole: bool) -> None:
        """Take everything in. Raises Unrepairable where the page itself is broken, or is none of ours."""
        has_items = is_broken = False
        for part in salvaged(self.text):
            written = self.text[part.start : part.end]
            has_items = has_items or part.opens_items
            if part.broken or not (is_whole or is_writable(written)):
                is_broken = True
                self._set_aside(part, written, is_on_page=len(part.pointer) < 2 and not has_items)
            elif len(part.pointer) > 1:
                value = decode(part.read.record.json) if part.read is not None else part.value
                self._records.append(_Line(on_one_line(written), value, part.start, int(part.pointer[1])))
            else:
                key = str(part.pointer[0])
                self._take_member(key, "" if part.opens_items else on_one_line(written), part.start)
        self._count = len(self._records)
        self._require_page(has_items=has_items)
        if not is_broken and self._as_text() != self.text:
            self.tell((), 0, tr("is laid out with one record a line"))

    def _set_aside(self, part: Part, written: str, *, is_on_page: bool) -> None:
        said = written.strip(_MARKS_OF_NOTHING)
        if is_on_page or (len(part.pointer) < 2 and said.startswith('"')):
            line = self._lines.line_of(part.start)
            raise Unrepairable(self.path, tr("the page itself is broken on line {line}; mend that by hand", line=line))
        if said.strip("]} \t\r\n"):
            self._unreadable.append(said)
            self.tell(part.pointer, part.start, tr("what cannot be read is put beside the set"))
        else:
            self.tell(part.pointer, part.start, tr("has its commas and brackets again"))

    def _take_member(self, key: str, written: str, start: int) -> None:
        if (key, written) in self._members and key != sets.ITEMS:
            self.tell((key,), start, tr("is given once"))
            return
        if not is_writable(key):
            line = self._lines.line_of(start)
            message = tr("a key of the page is no text on line {line}; mend that by hand", line=line)
            raise Unrepairable(self.path, message)
        self._starts.setdefault(key, start)
        self._members.append((key, written))

    def _require_page(self, *, has_items: bool) -> None:
        names = Counter(key for key, _ in self._members)
        twice = [key for key, count in names.items() if count > 1]
        if twice:
            message = tr("{key} is given twice, and not alike; mend that by hand", key=format_pointer((twice[0],)))
            raise Unrepairable(self.path, message)
        if not has_items:
            raise Unrepairable(self.path, tr("is not an annotation page: it has no list of items"))
        if "AnnotationPage" not in w3c.as_list(self._value(sets.TYPE)):
            raise Unrepairable(self.path, tr('is not an annotation page: its type is not "AnnotationPage"'))
        version = self._value(sets.FORMAT_KEY)
        if type(version) is int and version > sets.FORMAT:
            raise Unrepairable(
                self.path,
                tr("is {version}; this program knows formats up to {latest}", version=version, latest=sets.FORMAT),
            )

    def _value(self, key: str) -> Any:
        """A member as a value; None where it is not there, or not sound."""
        try:
            return decode(dict(self._members)[key])
        except (KeyError, ValueError):
            return None

    # Records

    def drop_twins(self) -> None:
        """Of records that say the very same, ids and all, one stays."""
        seen: set[str] = set()
        kept = []
        shared = self._shared_ids()
        for line in self._records:
            said = canonical(line.value) if line.id in shared else ""
            if said and said in seen:
                self.tell(line.pointer, line.place, tr("is the same record once more, and is given once"))
                self._count -= 1
                continue
            seen.add(said)
            kept.append(line)
        self._records = kept

    def _shared_ids(self) -> set[str | None]:
        """Those that more than one record has."""
        return {name for name, count in Counter(line.id for line in self._records).items() if name and count > 1}

    def give_ids(self) -> None:
        """An id for each record without one, and for each that has another's if nothing says that id."""
        seen: set[str] = set()
        told = self._told_ids() if self._shared_ids() else lambda _: False
        if self._value(sets.ID) in (None, "") and dict(self._members).get(sets.ID, "null") in ("null", '""'):
            others = [(key, value) for key, value in self._members if key != sets.ID]
            place = 1 if others[0][0] == sets.CONTEXT else 0
            self._members = [*others[:place], (sets.ID, encode(self._new_id())), *others[place:]]
            self.tell((sets.ID,), self._starts.get(sets.ID, 0), tr("is a new id"))
        for line in self._records:
            value = line.value if isinstance(line.value, dict) else {}
            is_nameless = value.get("id") in (None, "") and "Annotation" in w3c.as_list(value.get("type"))
            is_second = line.id is not None and line.id in seen and not told(line.id)
            if is_nameless or is_second:
                line.become(with_member(line.text, (), sets.ID, self._new_id(), first=True))
                self.tell((*line.pointer, sets.ID), line.place, tr("is a new id"))
            if line.id is not None:
                seen.add(line.id)

    def _told_ids(self) -> Callable[[str], bool]:
        """Whether anything but the records that have it says an id."""
        found: set[str] = set()
        for line in self._records:
            if line.value is None:
                found.update(strings(line.text))
            else:
                found.update(_strings({**line.value, "id": None} if isinstance(line.value, dict) else line.value))
        return found.__contains__

    def put_keys_in_order(self) -> None:
        """Members of the page and keys of records as the format has them; keys it does not know behind them."""
        rank = {key: number for number, key in enumerate(_PAGE_ORDER)}
        known = [rank[key] for key, _ in self._members if key in rank]
        if known != sorted(known) or self._members[-1][0] != sets.ITEMS:
            self._members.sort(key=lambda member: rank.get(member[0], rank[sets.ITEMS] - 1))
            self.tell((), 0, tr("has its members in order"))
        for line in self._records:
            if isinstance(line.value, dict) and not are_in_order(line.value, _RECORD_ORDER):
                line.become(in_order(line.text, _RECORD_ORDER))
                self.tell(line.pointer, line.place, tr("has its keys in order"))

    # What the source says

    @property
    def source(self) -> Source | None:
        """What the page says about its source."""
        return sets.read_source(self._value(sets.SOURCE))

    def describe_source(self, document: Document) -> None:
        """What the page says of a document it was made on, where that is wrong and can be counted."""
        told = self._value(sets.SOURCE)
        found: dict[str, Any] = {"encoding": document.encoding, "newline": document.newline, "unit": "codepoint"}
        if told.get("encoding", document.encoding) == document.encoding:
            found["length"] = document.code_points.length
        else:
            del found["encoding"]
        written = dict(self._members)[sets.SOURCE]
        for key, value in found.items():
            is_right = type(told.get(key)) is type(value) and told[key] == value
            if is_right or (key == "unit" and key in told):
                # Offsets that are said to count something else may do so.
                continue
            written = with_member(written, (), key, value)
            self.tell(
                (sets.SOURCE, key), self._starts[sets.SOURCE], tr("is {value}, as in the source", value=encode(value))
            )
        self._members = [(key, written if key == sets.SOURCE else value) for key, value in self._members]

    def describe_surroundings(self, document: Document) -> None:
        """Prefix and suffix of quotes that stand where they should, between other words than these."""
        for line in self._records:
            if line.value is None:
                continue
            try:
                record = line.read()
            except Misunderstood:
                continue
            for number, target in enumerate(record.targets if isinstance(record, Annotation) else ()):
                quote, position = target.quote, target.position
                if quote is None or position is None or position.end > document.code_points.length:
                    continue
                # What stands around a point is all that tells where it is: it is not to be made to agree.
                if document.code_points.slice(position) != quote.exact or target.is_point:
                    continue
                if stands_between(document.code_points, position, quote):
                    continue
                again = describe(document, document.span_of(position)).quote
                assert again is not None
                pointer = _quote_pointer(line.value, number)
                text = with_member(line.text, pointer, "prefix", again.prefix)
                line.become(with_member(text, pointer, "suffix", again.suffix))
                message = tr("has the prefix and the suffix that stand in the source")
                self.tell((*line.pointer, *pointer), line.place, message)

    # Writing

    def written(self) -> Repaired:
        """The text, with its records in order. Raises SaveError if a record were missing in it."""
        loaded = file.parse(self.path, self._as_text())
        ordered = loaded.set.with_records(loaded.set.records)
        if ordered.records != loaded.set.records:
            self.tell((sets.ITEMS,), self._starts[sets.ITEMS], tr("are in order"))
        text = file.serialise(ordered)
        before = Counter(line.text for line in self._records)
        if Counter(record.json for record in ordered.records) != before or before.total() != self._count:
            raise SaveError(self.path, tr("could not be repaired without a loss; it is left as it is"))
        unreadable = "".join(f"{written}\n" for written in self._unreadable)
        if not self.repairs:
            text = self.text
        in_file = sorted(self.repairs, key=lambda repair: repair.line or 0)
        return Repaired(text, in_file, unreadable.encode("utf-8", "surrogateescape"))

    def _as_text(self) -> str:
        members = tuple(self._members)
        records = tuple(UnknownRecord(line.text, "") for line in self._records)
        return file.serialise(replace(sets.page_set(self.path, members, {}, ()), records=records))


def _quote_pointer(record: Any, number: int) -> Pointer:
    """The way to the quote of one of a record's targets."""
    target = record["target"]
    inner: Pointer = ("target", number) if isinstance(target, list) else ("target",)
    selector = (target[number] if isinstance(target, list) else target)["selector"]
    if not isinstance(selector, list):
        return (*inner, "selector")
    kinds = [w3c.as_list(member.get("type")) if isinstance(member, dict) else [] for member in selector]
    return (*inner, "selector", next(place for place, kind in enumerate(kinds) if w3c.QUOTE in kind))


def _strings(value: Any) -> Iterator[str]:
    """Every string in a JSON value but keys."""
    level = [value]
    while level:
        inner: list[Any] = []
        for found in level:
            if isinstance(found, str):
                yield found
            elif isinstance(found, dict):
                inner += found.values()
            elif isinstance(found, list):
                inner += found
        level = inner
