"""What people may say about a text: tags, their attributes, and the relations between what is tagged.

A tagset is a TOML file that people edit. It is read whole or not at all, and everything that is wrong with it
is told at once. A tag may stand below another one: what can be asked about that can be asked about it, and a relation
that may join that may join it. `tag_tree` works that out when the file is read.
"""

from __future__ import annotations

import json
import re
import tomllib
from enum import Enum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader import language
from tui_reader.annotations import atomic, tag_tree
from tui_reader.annotations.page import decode_page, read_bytes
from tui_reader.annotations.problems import Problem
from tui_reader.annotations.tagset_reading import Table, report_repeated
from tui_reader.errors import AnnotationFileError
from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

PALETTE = ("yellow", "green", "blue", "cyan", "magenta", "orange", "red", "violet", "grey")
"""Names of colours; what each looks like is the theme's affair."""

DEFAULT_FILE = Path(__file__).with_name("default_tagset.toml")


class Kind(Enum):
    """What an attribute's value is in JSON."""

    ENUMERATED = "enumerated"
    """One of the values: a string."""
    SEVERAL = "several"
    """Any of the values, each once: an array of strings."""
    BOOLEAN = "boolean"
    TEXT = "text"
    NUMBER = "number"


class Attribute(NamedTuple):
    """A question that can be answered about a tagged text or a relation."""

    name: str
    kind: Kind
    values: tuple[str, ...]
    """The answers to choose from, for the kinds that have a choice."""
    names: Mapping[str, str]
    """What people are shown, by BCP 47 language."""
    guidance: Mapping[str, str]
    value_names: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """What people are shown for an answer, by language; the answers of a boolean one are `true` and `false` here."""

    def shown_value(self, value: Any) -> str:
        """What one answer is called on the screen; itself, where it has no name or nobody asks for it here."""
        # The text "true" is no answer to a question of yes or no, and neither is true one of several texts.
        is_named = isinstance(value, bool) if self.kind is Kind.BOOLEAN else isinstance(value, str)
        names = self.value_names.get(_spelt(value), {}) if is_named else {}
        return in_language(names, language.current(), value_words(value))

    def accepts(self, value: Any) -> bool:
        """Whether a JSON value is an answer to this question."""
        match self.kind:
            case Kind.ENUMERATED:
                return isinstance(value, str) and value in self.values
            case Kind.SEVERAL:
                return (
                    isinstance(value, list)
                    and all(isinstance(item, str) and item in self.values for item in value)
                    and len(set(value)) == len(value)
                )
            case Kind.BOOLEAN:
                return isinstance(value, bool)
            case Kind.TEXT:
                return isinstance(value, str)
            case Kind.NUMBER:
                return isinstance(value, int | float) and not isinstance(value, bool)


def value_words(value: Any) -> str:
    """A JSON value that has no name, as people are shown it."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    return str(value)


def _spelt(value: bool | str) -> str:
    """An answer as the tagset's file names it."""
    return str(value).lower() if isinstance(value, bool) else value


def same_answer(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same answer: to Python true is 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


class Tag(NamedTuple):
    """One kind of text that can be marked."""

    name: str
    """As it is written in annotation files."""
    key: str | None
    """The key that applies it: one printable character."""
    colour: str
    """One of PALETTE."""
    names: Mapping[str, str]
    guidance: Mapping[str, str]
    attributes: tuple[Attribute, ...]
    """Those of the tags it stands below among them, the topmost first."""
    shown: bool
    """Whether people see it before they have asked for more."""
    off_by_default: bool
    """Whether it is listed only for who types its name or has turned it on, and has no key in the reader until then."""
    parent: str | None = None
    """Name of the tag it stands below."""

    @property
    def shown_name(self) -> str:
        """What it is called on the screen."""
        return in_language(self.names, language.current(), self.name)

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of this name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def answers_in(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Those of some answers, by attribute, that it asks for and accepts."""
        asked = {attribute.name: attribute for attribute in self.attributes}
        return {name: value for name, value in given.items() if name in asked and asked[name].accepts(value)}


class RelationType(NamedTuple):
    """One kind of link between two tagged texts."""

    name: str
    key: str | None
    sources: tuple[str, ...]
    """Names of the tags it may go out from, those below them among them; empty for any."""
    targets: tuple[str, ...]
    """Names of the tags it may lead to, in the same way."""
    symmetric: bool
    """Whether it says the same in both directions."""
    names: Mapping[str, str]
    guidance: Mapping[str, str]
    attributes: tuple[Attribute, ...]
    shown: bool
    off_by_default: bool

    @property
    def shown_name(self) -> str:
        """What it is called on the screen."""
        return in_language(self.names, language.current(), self.name)

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of this name."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)

    def joins(self, source: str | None, target: str | None) -> bool:
        """Whether it may go from a text with the first tag to one with the second; None is no tag."""
        return self._fits(source, target) or (self.symmetric and self._fits(target, source))

    def _fits(self, source: str | None, target: str | None) -> bool:
        return (not self.sources or source in self.sources) and (not self.targets or target in self.targets)


class Reason(NamedTuple):
    """Why a reviewer may reject an annotation."""

    name: str
    """As it is written in annotation files."""
    names: Mapping[str, str]
    guidance: Mapping[str, str]

    @property
    def shown_name(self) -> str:
        """What it is called on the screen."""
        return in_language(self.names, language.current(), self.name)


class Tagset(NamedTuple):
    """Everything annotators agreed to tell apart."""

    name: str
    version: int
    names: Mapping[str, str]
    tags: tuple[Tag, ...]
    relations: tuple[RelationType, ...]
    reasons: tuple[Reason, ...] = ()
    """Those the file lists; `usual_reasons` has what is offered where it lists none."""

    @property
    def identifier(self) -> str:
        """`claims-citations@1`, as annotation files name the tagset they were made with."""
        return f"{self.name}@{self.version}"

    def shown_name(self, name: str) -> str:
        """What a tag is called on the screen, be it of this tagset or not."""
        tag = self.tag(name)
        return name if tag is None else tag.shown_name

    def shown_relation(self, name: str) -> str:
        """The same for a relation."""
        kind = self.relation(name)
        return name if kind is None else kind.shown_name

    @property
    def usual_reasons(self) -> tuple[Reason, ...]:
        """Why annotations are rejected here: the reasons of this tagset, else those of the default one."""
        return self.reasons or default_tagset().reasons

    def shown_reason(self, name: str) -> str:
        """The same for a reason to reject; what a reviewer has written is called what it says."""
        known = (reason.shown_name for reason in self.usual_reasons if reason.name == name)
        return next(known, name)

    def tag(self, name: str) -> Tag | None:
        """The tag of this name."""
        return next((tag for tag in self.tags if tag.name == name), None)

    def relation(self, name: str) -> RelationType | None:
        """The relation of this name."""
        return next((relation for relation in self.relations if relation.name == name), None)

    @property
    def symmetric_relations(self) -> frozenset[str]:
        """The names of the relations of which the direction does not matter."""
        return frozenset(relation.name for relation in self.relations if relation.symmetric)

    def with_on(self, names: Collection[str]) -> Tagset:
        """The same tagset with these tags and relations in the short list, whatever it says of them itself."""
        if not names:
            return self
        tags = (tag._replace(shown=True, off_by_default=False) if tag.name in names else tag for tag in self.tags)
        kinds = (k._replace(shown=True, off_by_default=False) if k.name in names else k for k in self.relations)
        return self._replace(tags=tuple(tags), relations=tuple(kinds))

    def descends(self, tag: str, ancestor: str) -> bool:
        """Whether a tag is another one, or stands below it."""
        return tag in self.below(ancestor)

    def below(self, name: str) -> frozenset[str]:
        """A tag and those that stand below it; of one that the tagset does not know only itself."""
        return tag_tree.below(self._parents, name)

    def in_tree(self) -> list[tuple[Tag, int]]:
        """All tags, each behind the one it stands below, and how deep it stands; else in the order of the file."""
        order = tag_tree.in_order(self._parents)
        known = {tag.name: tag for tag in self.tags}
        return [(known[name], depth) for name, depth in order]

    @property
    def _parents(self) -> dict[str, str | None]:
        return {tag.name: tag.parent for tag in self.tags}


def in_language(names: Mapping[str, str], language: str, fallback: str) -> str:
    """The text for a language, else for its main language (`ar` for `ar-EG`), else `fallback`."""
    return names.get(language) or names.get(language.split("-", 1)[0]) or fallback


def load_tagset(path: Path) -> Tagset:
    """Read a tagset file. Raises AnnotationFileError with everything that is wrong, on one line."""
    return tagset_from(decode_page(path, read_bytes(path)), path)


def tagset_from(text: str, path: Path) -> Tagset:
    """The tagset that the text of a file describes. Raises AnnotationFileError as `load_tagset` does."""
    tagset, problems = parse_tagset(text, path)
    if tagset is None:
        told = "; ".join(
            f"{'' if problem.line is None else f'line {problem.line}: '}{problem.pointer}: {problem.message}"
            for problem in problems
        )
        raise AnnotationFileError(path, told)
    return tagset


def parse_tagset(text: str, path: Path) -> tuple[Tagset | None, list[Problem]]:
    """The tagset `text` describes, or None and all that is wrong. `path` is only what problems name."""
    try:
        values = tomllib.loads(text)
    except RecursionError:
        return None, [Problem(path, None, "$", tr("is not TOML that can be read: nested too deeply"))]
    except ValueError as error:
        place = re.search(r"\(at line (\d+)", str(error))
        return None, [Problem(path, int(place[1]) if place else None, "$", tr("is not TOML: {error}", error=error))]
    problems: list[Problem] = []
    tagset = _read(Table(values, "", path, text, problems))
    return (None, problems) if problems else (tagset, [])


@cache
def default_tagset() -> Tagset:
    """The tagset the program comes with: claims and citations."""
    return load_tagset(DEFAULT_FILE)


def default_tagset_text() -> str:
    """The TOML of the default tagset, for people to start their own from."""
    return DEFAULT_FILE.read_text(encoding="utf-8")


def add_tag(text: str, name: str, key: str | None = None) -> str:
    """The TOML `text` with one more tag at its end; all that was there stays as it was.

    The tag gets the colour fewest tags have. Raises ValueError, saying why, when the result would not be a
    tagset: the name or the key is taken or cannot be one, or `text` is none itself.
    """
    place = Path("tagset.toml")
    tagset, problems = parse_tagset(text, place)
    if tagset is None:
        problem = problems[0]
        raise ValueError(
            tr("the tagset cannot be read: {place}: {reason}", place=problem.pointer, reason=problem.message)
        )
    used = [tag.colour for tag in tagset.tags]
    lines = ["[[tag]]", f"name = {_toml(name)}"]
    if key is not None:
        lines.append(f"key = {_toml(key)}")
    lines.append(f"colour = {_toml(min(PALETTE, key=used.count))}")
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline if not text or text.endswith("\n") else newline * 2
    added = text + gap + newline.join(lines) + newline
    tagset, problems = parse_tagset(added, place)
    if tagset is None:
        raise ValueError("; ".join(problem.message for problem in problems))
    return added


def add_tag_to_file(path: Path, name: str) -> Tagset:
    """Adds a tag to a tagset file, which begins as the default one if there is none; the tagset there is then.

    Raises ValueError as `add_tag` does, and OSError or SaveError; the file is then as it was.
    """
    changed = add_tag(path.read_text(encoding="utf-8") if path.exists() else default_tagset_text(), name)
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic.replace(path, changed.encode())
    tagset, _ = parse_tagset(changed, path)
    assert tagset is not None, "add_tag gives a text that can be read"
    return tagset


def _toml(text: str) -> str:
    """A TOML basic string; JSON's escapes are valid in TOML, which wants U+007F escaped besides."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _read(table: Table) -> Tagset:
    name = table.name("name")
    version = table.whole("version", minimum=1)
    names = table.texts("names")
    tag_tables, relation_tables = table.tables("tag"), table.tables("relation")
    tags = _in_families(tuple(_read_tag(tag) for tag in tag_tables), tag_tables)
    relations = tuple(_read_relation(relation, tags) for relation in relation_tables)
    reason_tables = table.tables("reason")
    reasons = tuple(map(_read_reason, reason_tables))
    for tables in (tag_tables, relation_tables, reason_tables):
        report_repeated(tables, "name")
        report_repeated(tables, "key")
    if not tags and not table.problems:
        table.report("tag", tr("must be given at least once"))
    table.nothing_else()
    return Tagset(name, version, names, tags, relations, reasons)


def _read_tag(table: Table) -> Tag:
    off = table.flag("off_by_default", default=False)
    tag = Tag(
        name=table.name("name"),
        key=table.key("key"),
        colour=table.choice("colour", PALETTE, required=False) or "",
        names=table.texts("names"),
        guidance=table.texts("guidance"),
        attributes=_read_attributes(table),
        shown=table.flag("shown", default=not off),
        off_by_default=off,
        parent=table.optional_name("parent"),
    )
    table.nothing_else()
    return tag


def _in_families(tags: tuple[Tag, ...], tables: list[Table]) -> tuple[Tag, ...]:
    """Each tag with what it has from those it stands below; a problem for each that stands below nothing."""
    known = {tag.name: tag for tag in tags}
    parents = {tag.name: tag.parent for tag in tags}
    for tag, table in zip(tags, tables, strict=True):
        if tag.parent is None:
            continue
        if tag.parent not in known:
            table.report("parent", tr("names {name}, which is not a tag of this tagset", name=repr(tag.parent)))
        elif tag.name in (line := tag_tree.ancestors(parents, tag.name)):
            way = ", ".join((tag.name, *line[: line.index(tag.name) + 1]))
            table.report("parent", tr("leads back to the tag itself: {way}", way=way))
    return tuple(_of_family(tag, [known[name] for name in tag_tree.ancestors(parents, tag.name)]) for tag in tags)


def _of_family(tag: Tag, ancestors: list[Tag]) -> Tag:
    """A tag with the attributes of those it stands below, the nearest first, and their colour where it has none."""
    attributes = {attribute.name: attribute for one in (*reversed(ancestors), tag) for attribute in one.attributes}
    colour = next((one.colour for one in (tag, *ancestors) if one.colour), "grey")
    return tag._replace(attributes=tuple(attributes.values()), colour=colour)


def _read_relation(table: Table, tags: tuple[Tag, ...]) -> RelationType:
    off = table.flag("off_by_default", default=False)
    relation = RelationType(
        name=table.name("name"),
        key=table.key("key"),
        sources=table.strings("from"),
        targets=table.strings("to"),
        symmetric=table.flag("symmetric", default=False),
        names=table.texts("names"),
        guidance=table.texts("guidance"),
        attributes=_read_attributes(table),
        shown=table.flag("shown", default=not off),
        off_by_default=off,
    )
    known = {tag.name for tag in tags}
    for key, ends in (("from", relation.sources), ("to", relation.targets)):
        for name in ends:
            if name not in known:
                table.report(key, tr("names {name}, which is not a tag of this tagset", name=repr(name)))
    if relation.symmetric and set(relation.sources) != set(relation.targets):
        table.report("symmetric", tr("needs the same tags in from and to"))
    table.nothing_else()
    parents = {tag.name: tag.parent for tag in tags}
    sources, targets = (
        tuple(dict.fromkeys(below for name in ends for below in sorted(tag_tree.below(parents, name), key=name.__ne__)))
        for ends in (relation.sources, relation.targets)
    )
    return relation._replace(sources=sources, targets=targets)


def _read_reason(table: Table) -> Reason:
    found = Reason(table.name("name"), table.texts("names"), table.texts("guidance"))
    table.nothing_else()
    return found


def _read_attributes(table: Table) -> tuple[Attribute, ...]:
    tables = table.tables("attribute")
    report_repeated(tables, "name")
    return tuple(_read_attribute(attribute) for attribute in tables)


def _read_attribute(table: Table) -> Attribute:
    named = table.choice("kind", [kind.value for kind in Kind], required=True)
    kind = Kind.TEXT if named is None else Kind(named)
    values = table.strings("values")
    if kind in (Kind.ENUMERATED, Kind.SEVERAL) and not values:
        table.report("values", tr("must list what to choose from: the kind is {kind}", kind=kind.value))
    elif values and named is not None and kind not in (Kind.ENUMERATED, Kind.SEVERAL):
        table.report("values", tr("has no meaning for the kind {kind}", kind=kind.value))
    attribute = Attribute(
        name=table.name("name"),
        kind=kind,
        values=values,
        names=table.texts("names"),
        guidance=table.texts("guidance"),
        value_names=table.texts_by_name("value_names"),
    )
    if named is not None:
        _check_value_names(table, attribute)
    table.nothing_else()
    return attribute


def _check_value_names(table: Table, attribute: Attribute) -> None:
    if attribute.kind in (Kind.TEXT, Kind.NUMBER):
        if attribute.value_names:
            table.report("value_names", tr("has no meaning for the kind {kind}", kind=attribute.kind.value))
        return
    answers = tuple(map(_spelt, (True, False))) if attribute.kind is Kind.BOOLEAN else attribute.values
    for value in attribute.value_names:
        if value not in answers:
            table.report(f"value_names.{value}", tr("is no answer here: there are {names}", names=", ".join(answers)))
