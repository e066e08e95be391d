"""Another word for what was said: how annotations, links and the tagset follow when tags are renamed, merged or split.

A migration is a few rules, each about one tag or one kind of link. Records and the tagset's file are changed by the
same rules, so that they agree afterwards.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from tui_reader.annotations.records.annotation import Annotation
from tui_reader.annotations.records.relation import Relation
from tui_reader.annotations.tagset import PALETTE, Kind, parse_tagset, same_answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
    from pathlib import Path

    from tui_reader.annotations.records.record import Record
    from tui_reader.annotations.tagset import Attribute, Tagset


class Rule(NamedTuple):
    """What becomes of a tag, or of a kind of link."""

    old: str
    new: str
    when: tuple[str, Any] | None = None
    """The attribute and the answer that only those have whom the rule is about."""
    drops_answer: bool = False
    """Whether they lose that answer, as the new tag says it."""
    answers: tuple[tuple[str, Any], ...] = ()
    """What is answered for them then, where they have no other answer."""


class Migration(NamedTuple):
    """Rules for tags, or for kinds of link, of which at most one should be about a record."""

    rules: tuple[Rule, ...]
    of_relations: bool = False


class Migrated(NamedTuple):
    """What became of one record."""

    record: Record
    """The very one that was given, where no rule is about it, or nobody knows which."""
    remark: str = ""
    """What a person should look at."""


def rename(old: str, new: str, *, of_relations: bool = False) -> Migration:
    """Another name for a tag or a kind of link."""
    return Migration((Rule(old, new),), of_relations)


def merge(old: str, new: str, answers: Iterable[tuple[str, Any]] = (), *, of_relations: bool = False) -> Migration:
    """One tag, or one kind of link, becomes another one that there is; `answers` tell afterwards which these were."""
    return Migration((Rule(old, new, answers=tuple(answers)),), of_relations)


def split(tag: str, attribute: str, parts: Iterable[tuple[Any, str]], *, keeps_answers: bool = False) -> Migration:
    """Where `attribute` has one of the answers, `tag` becomes the tag that is given beside it."""
    return Migration(tuple(Rule(tag, new, (attribute, answer), not keeps_answers) for answer, new in parts))


def migrated(record: Record, migration: Migration) -> Migrated:
    """A record as the migration has it; all that the rules say nothing of stays, unknown keys too."""
    if migration.of_relations:
        if isinstance(record, Relation):
            for rule in migration.rules:
                if record.name == rule.old:
                    return _answered(record, record.with_name(rule.new), rule)
        return Migrated(record)
    if not isinstance(record, Annotation):
        return Migrated(record)
    fitting = [rule for rule in migration.rules if rule.old in record.tags and _is_about(rule, record)]
    if not fitting:
        return Migrated(record)
    if len({rule.new for rule in fitting}) > 1:
        news = ", ".join(rule.new for rule in fitting)
        return Migrated(record, f"stays {fitting[0].old}: its answers make it {news}")
    rule = fitting[0]
    tags = dict.fromkeys(rule.new if tag == rule.old else tag for tag in record.tags)
    return _answered(record, record.with_tags(tuple(tags)), rule)


def _is_about(rule: Rule, annotation: Annotation) -> bool:
    if rule.when is None:
        return True
    name, answer = rule.when
    given = annotation.attributes.get(name)
    return answer in given if isinstance(given, list) else same_answer(given, answer)


def _answered(before: Annotation | Relation, after: Annotation | Relation, rule: Rule) -> Migrated:
    answers = dict(before.attributes)
    remarks = []
    if rule.when is not None and rule.drops_answer:
        name, answer = rule.when
        given = answers.pop(name)
        if isinstance(given, list) and (rest := [item for item in given if item != answer]):
            answers[name] = rest
    for name, answer in rule.answers:
        given = answers.setdefault(name, answer)
        if isinstance(given, list) and isinstance(answer, list):
            answers[name] = [*given, *(item for item in answer if item not in given)]
        elif not same_answer(given, answer):
            remarks.append(f"keeps its answer to {name}: {given}")
    return Migrated(after if answers == before.attributes else after.with_attributes(answers), "; ".join(remarks))


class CannotMigrate(ValueError):
    """A tagset in which the rules make no sense, and why, in words for the person who asked."""


def migrated_tagset(text: str, path: Path, migration: Migration) -> str:
    """The TOML of a tagset as the migration has it, as a new version; all that it says nothing of stays as it is spelt.

    A tag that is split off is defined as the one it comes from. The very text that was given where it knows none of
    the tags. Raises CannotMigrate.
    """
    import tomllib

    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    tagset, problems = parse_tagset(text, path)
    if tagset is None:
        line = "" if problems[0].line is None else f"line {problems[0].line}: "
        raise CannotMigrate(f"{line}{problems[0].pointer}: {problems[0].message}")
    plain = tomllib.loads(text)
    if not _change(plain, tagset, migration):
        return text
    try:
        document = tomlkit.parse(text)
        _change(document, tagset, migration)
        written = tomlkit.dumps(document)
        is_right = tomllib.loads(written) == plain
    except (TOMLKitError, ValueError, KeyError, TypeError) as error:
        raise CannotMigrate(f"cannot be changed by a program: {error}") from error
    if not is_right:
        raise CannotMigrate("cannot be changed by a program without changing more than that")
    if problems := parse_tagset(written, path)[1]:
        raise CannotMigrate(f"would be no tagset any more: {problems[0].message}")
    return written


def _change(values: MutableMapping[str, Any], tagset: Tagset, migration: Migration) -> bool:
    """Makes the changes; whether there were any. The steps are the same for values that remember their spelling."""
    key = "relation" if migration.of_relations else "tag"
    if not any(_named(values.get(key, []), rule.old) is not None for rule in migration.rules):
        return False
    for rule in migration.rules:
        _change_by(values, key, rule, tagset)
    values["version"] = tagset.version + 1
    return True


def _change_by(values: MutableMapping[str, Any], key: str, rule: Rule, tagset: Tagset) -> None:
    kinds = values[key]
    old = _named(kinds, rule.old)
    new = _named(kinds, rule.new)
    if old is None:
        return
    if rule.when is not None:
        _check_answer(kinds[old], tagset, rule)
        if new is None:
            kinds.insert(old + 1, _split_off(kinds[old], rule.new, [kind.get("colour") for kind in kinds]))
        if key == "tag":
            _change_ends(values, rule, keeps_old=True)
        return
    if new is None:
        _rename(kinds[old], rule)
    else:
        _take_attributes(kinds[new], kinds[old], rule)
        del kinds[old]
    merged = _named(kinds, rule.new)
    assert merged is not None, "what was renamed or merged into is there"
    _check_answers(kinds[merged], rule)
    if key == "tag":
        _change_ends(values, rule, keeps_old=False)


def _named(kinds: Sequence[MutableMapping[str, Any]], name: str) -> int | None:
    return next((number for number, kind in enumerate(kinds) if kind.get("name") == name), None)


def _rename(kind: MutableMapping[str, Any], rule: Rule) -> None:
    kind["name"] = rule.new
    for language, shown in list(kind.get("names", {}).items()):
        # What people are shown is theirs to choose, but where it only repeated the name.
        if shown == rule.old:
            kind["names"][language] = rule.new


def _split_off(kind: MutableMapping[str, Any], name: str, colours: list[Any]) -> MutableMapping[str, Any]:
    part = deepcopy(kind)
    part["name"] = name
    # The key stays with the tag that was there, and what that is called is not what this one is.
    for member in ("key", "names"):
        part.pop(member, None)
    if "colour" in part:
        part["colour"] = min(PALETTE, key=colours.count)
    return part


def _take_attributes(new: MutableMapping[str, Any], old: MutableMapping[str, Any], rule: Rule) -> None:
    """What could be answered about the old one can be answered about the new one."""
    for attribute in old.get("attribute", []):
        there = _named(new.get("attribute", []), attribute["name"])
        if there is None:
            if "attribute" not in new:
                new["attribute"] = deepcopy(old["attribute"])
                return
            new["attribute"].append(deepcopy(attribute))
            continue
        mine = new["attribute"][there]
        if mine.get("kind") != attribute.get("kind"):
            reason = (
                f"{attribute['name']} is {attribute.get('kind')} in {rule.old} and {mine.get('kind')} in {rule.new}: "
                "give one of them another name"
            )
            raise CannotMigrate(reason)
        for value in attribute.get("values", []):
            if value in mine["values"]:
                continue
            mine["values"].append(value)
            if value in (names := attribute.get("value_names", {})):
                mine.setdefault("value_names", _on_one_line({}))[value] = _on_one_line(names[value])


def _on_one_line(texts: Mapping[str, str]) -> MutableMapping[str, Any]:
    """The same as a TOML inline table, which may stand wherever a value may; what has a header of its own may not."""
    from tomlkit import inline_table

    table = inline_table()
    table.update({language: str(text) for language, text in texts.items()})
    return table


def _change_ends(values: MutableMapping[str, Any], rule: Rule, *, keeps_old: bool) -> None:
    """Kinds of link, and tags below a tag, that name the old one."""
    for relation in values.get("relation", []):
        for end in ("from", "to"):
            names = relation.get(end, [])
            if rule.old not in names:
                continue
            place = list(names).index(rule.old)
            if keeps_old:
                if rule.new not in names:
                    names.insert(place + 1, rule.new)
            elif rule.new in names:
                del names[place]
            else:
                names[place] = rule.new
    if not keeps_old:
        for tag in values["tag"]:
            if tag.get("parent") == rule.old:
                tag["parent"] = rule.new


def _check_answer(kind: MutableMapping[str, Any], tagset: Tagset, rule: Rule) -> None:
    """That the tagset has the answer by which a tag is split. Raises CannotMigrate."""
    assert rule.when is not None
    name, answer = rule.when
    tag = tagset.tag(str(kind["name"]))
    attribute = None if tag is None else tag.attribute(name)
    if attribute is None:
        raise CannotMigrate(f"{rule.old} has no attribute {name}")
    if attribute.kind in (Kind.ENUMERATED, Kind.SEVERAL) and answer not in attribute.values:
        raise CannotMigrate(f"{name} has no answer {answer}: {', '.join(attribute.values)}")


def _check_answers(kind: MutableMapping[str, Any], rule: Rule) -> None:
    for name, answer in rule.answers:
        there = _named(kind.get("attribute", []), name)
        if there is None:
            raise CannotMigrate(f"{rule.new} has no attribute {name}")
        attribute = kind["attribute"][there]
        values = attribute.get("values")
        missing = [item for item in (answer if isinstance(answer, list) else [answer]) if values and item not in values]
        if missing:
            raise CannotMigrate(f"{name} has no answer {missing[0]}: {', '.join(values)}")


def answer_of(attribute: Attribute | None, words: str) -> Any:
    """What a person has written as an answer, as JSON has it. Raises ValueError where it is none."""
    if attribute is None:
        return words
    match attribute.kind:
        case Kind.BOOLEAN:
            if words not in ("true", "false"):
                raise ValueError(f"{attribute.name} is true or false")
            return words == "true"
        case Kind.NUMBER:
            try:
                number = float(words)
            except ValueError:
                raise ValueError(f"{attribute.name} is a number") from None
            return int(number) if number.is_integer() else number
        case _:
            return words


def tags_of(records: Iterable[Record], *, of_relations: bool) -> Iterator[str]:
    """The tags, or the kinds of link, that records have, once for each."""
    for record in records:
        if of_relations and isinstance(record, Relation):
            yield record.name
        elif not of_relations and isinstance(record, Annotation):
            yield from record.tags
