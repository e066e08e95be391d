"""`tagset rename`, `merge` and `split`: other tags for what is annotated, in many sets at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from tui_reader.cli.options import PATH
from tui_reader.cli.output import Progress, print_lines
from tui_reader.errors import AnnotationFileError, ExitCode, FileProblem, TuiReaderError
from tui_reader.telling import fail, say
from tui_reader.text.sanitise import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tui_reader.annotations.backups import Backups
    from tui_reader.annotations.migration import Migration
    from tui_reader.annotations.tagset import Attribute, Tagset
    from tui_reader.session.upkeep.migrating import MigratedSet, MigratedTagset

SHOWN = 60
"""Code points of a text that a line repeats."""


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """What the three commands have in common."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="A JSON array: an object for each set and each tagset."),
        click.option("--dry-run", is_flag=True, help="Only report; write nothing."),
        click.option("--sets-only", is_flag=True, help="Leave the tagsets' files as they are."),
        click.option("--tagset", "tagset_file", type=PATH, metavar="FILE", help="The tagset of all these sets."),
    ):
        command = option(command)
    return command


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--relation", "of_relations", is_flag=True, help="OLD is a kind of link.")
@_shared
def rename_command(old: str, new: str, paths: tuple[Path, ...], of_relations: bool, **how: Any) -> None:
    """Call the tag OLD NEW from now on: in sets, in all sets in folders, and in their tagset.

    Each set keeps everything else, and has a backup. The tagset becomes a new version.
    """
    from tui_reader.annotations.migration import rename

    _Migrating(paths, lambda _: rename(old, new, of_relations=of_relations), new_is="free", **how).run()


@click.command("merge")
@click.argument("old")
@click.argument("new")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--relation", "of_relations", is_flag=True, help="OLD and NEW are kinds of link.")
@click.option("--answer", "answers", multiple=True, metavar="ATTRIBUTE=ANSWER", help="Say which these were.")
@_shared
def merge_command(
    old: str, new: str, paths: tuple[Path, ...], of_relations: bool, answers: tuple[str, ...], **how: Any
) -> None:
    """Make NEW, which there is already, of all that has the tag OLD: in sets, in all sets in folders, in their tagset.

    What could be answered about OLD can be answered about NEW afterwards. --answer claim_type=numerical tells what was
    OLD from what was NEW before.
    """
    from tui_reader.annotations.migration import merge

    def migration(tagset: Tagset) -> Migration:
        given = [_answer(_pair(pair), _attribute(tagset, (new, old), pair.partition("=")[0])) for pair in answers]
        return merge(old, new, given, of_relations=of_relations)

    _Migrating(paths, migration, new_is="there", **how).run()


@click.command("split")
@click.argument("tag")
@click.argument("attribute")
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--to", "parts", multiple=True, required=True, metavar="ANSWER=NEW", help="Which becomes which tag.")
@click.option("--keep-answers", is_flag=True, help="Let the answers stay as well.")
@_shared
def split_command(
    tag: str, attribute: str, paths: tuple[Path, ...], parts: tuple[str, ...], keep_answers: bool, **how: Any
) -> None:
    """Split TAG by what was answered to ATTRIBUTE: --to numerical=Figure --to causal=Cause.

    What has another answer, or none, stays TAG; what has two of them stays too, and is told of. A tag that is not
    there yet is defined in the tagset as TAG is.
    """
    from tui_reader.annotations.migration import split

    def migration(tagset: Tagset) -> Migration:
        asked = _attribute(tagset, (tag,), attribute)
        pairs = [(_typed(asked, answer), new) for answer, new in map(_pair, parts)]
        return split(tag, attribute, pairs, keeps_answers=keep_answers)

    _Migrating(paths, migration, **how).run()


def _pair(words: str) -> tuple[str, str]:
    left, equals, right = words.partition("=")
    if not (left and equals and right):
        raise click.UsageError(f"{printable(words)}: must be two names with = between them")
    return left, right


def _attribute(tagset: Tagset, names: tuple[str, ...], attribute: str) -> Attribute | None:
    for name in names:
        for kind in (tagset.tag(name), tagset.relation(name)):
            found = None if kind is None else kind.attribute(attribute)
            if found is not None:
                return found
    return None


def _answer(pair: tuple[str, str], attribute: Attribute | None) -> tuple[str, Any]:
    from tui_reader.annotations.tagset import Kind

    name, words = pair
    answer = _typed(attribute, words)
    return name, [answer] if attribute is not None and attribute.kind is Kind.SEVERAL else answer


def _typed(attribute: Attribute | None, words: str) -> Any:
    from tui_reader.annotations.migration import answer_of

    try:
        return answer_of(attribute, words)
    except ValueError as error:
        raise click.UsageError(f"{printable(words)}: {error}") from None


class _Group(NamedTuple):
    """A tagset, the sets that are made with it, and what happens to them."""

    tagset: MigratedTagset | None
    """None where its file is left alone."""
    migration: Migration
    sets: list[Path]


class _Migrating:
    """One run of one of the commands."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        migration: Callable[[Tagset], Migration],
        *,
        tagset_file: Path | None,
        sets_only: bool,
        dry_run: bool,
        as_json: bool,
        new_is: str = "",
    ) -> None:
        """`new_is`: whether the tagset has to have the tags that come (`there`), must not (`free`), or may."""
        self._paths = paths
        self._migration = migration
        self._tagset_file = tagset_file
        self._sets_only = sets_only
        self._dry_run = dry_run
        self._as_json = as_json
        self._new_is = new_is
        self._progress = Progress()
        self._problems: list[FileProblem] = []

    def run(self) -> None:
        """All of it; nothing is written where something stands against it."""
        groups = self._groups()
        counts = [self._look(path, group) for group in groups for path in group.sets]
        if self._problems:
            for problem in self._problems:
                say(str(problem))
            fail("nothing was changed", max(problem.exit_code for problem in self._problems))
        if not any(counts) and not any(group.tagset is not None and group.tagset.is_changed for group in groups):
            old = ", ".join(dict.fromkeys(rule.old for group in groups for rule in group.migration.rules))
            say(f"nothing to change: neither a set nor its tagset has {printable(old)}")
        if self._as_json:
            from tui_reader.printing import printable_json

            print_lines(printable_json(found for found, _ in self._results(groups)))
        else:
            print_lines(printable(line) for line in self._lines(groups))
        if self._problems:
            sys.exit(ExitCode.NOT_WRITTEN)

    def _groups(self) -> list[_Group]:
        from tui_reader.session.files.opening import tagset_in
        from tui_reader.session.upkeep.migrating import by_tagset, left_out, migrate_tagset, sets_to_migrate

        named = sets_to_migrate(self._paths)
        groups = []
        for path, sets in by_tagset(named) if self._tagset_file is None else [(self._tagset_file, named)]:
            try:
                tagset = tagset_in(path)
                migration = self._migration(tagset)
                self._check_names(path, tagset, migration)
                changed = None if self._sets_only else migrate_tagset(path, migration)
            except AnnotationFileError as error:
                self._problems.append(error)
                continue
            groups.append(_Group(changed, migration, sets))
            if changed is not None and changed.is_changed:
                for other in left_out(path, sets, migration):
                    reason = "is made with the same tagset and is left out: name its folder, or give --sets-only"
                    self._problems.append(AnnotationFileError(other, reason))
        return groups

    def _check_names(self, path: Path, tagset: Tagset, migration: Migration) -> None:
        for rule in migration.rules:
            kinds = tagset.relations if migration.of_relations else tagset.tags
            names = {kind.name for kind in kinds}
            if rule.old == rule.new:
                raise click.UsageError("the two names are the same")
            if not rule.new.strip() or rule.new != rule.new.strip() or not rule.new.isprintable():
                raise click.UsageError(f"{printable(rule.new)!r}: is no name for a tag")
            if self._new_is == "free" and rule.new in names and rule.old in names:
                raise AnnotationFileError(path, f"has {rule.new} already: merge {rule.old} into it")
            if self._new_is == "there" and rule.new not in names and rule.old in names:
                raise AnnotationFileError(path, f"has no {rule.new}: rename {rule.old} to it")

    def _look(self, path: Path, group: _Group) -> int:
        from tui_reader.session.upkeep.migrating import migrate_set

        self._progress.tell(path, 0)
        try:
            return migrate_set(path, group.migration).changed
        except TuiReaderError as error:
            self._problems.append(error if isinstance(error, FileProblem) else AnnotationFileError(path, str(error)))
            return 0

    def _lines(self, groups: list[_Group]) -> Iterator[str]:
        sets = changed = 0
        for found, lines in self._results(groups):
            yield from lines
            sets += "path" in found
            changed += found.get("changed", 0)
        if sets != 1:
            yield f"{sets} sets: {changed} changed"

    def _results(self, groups: list[_Group]) -> Iterator[tuple[dict[str, Any], list[str]]]:
        from tui_reader.session.upkeep.migrating import migrate_set, write_set, write_tagset
        from tui_reader.text.safe_json import json_path

        for group in groups:
            versions = group.tagset.versions if group.tagset is not None and group.tagset.is_changed else None
            failed = False
            for path in group.sets:
                self._progress.tell(path, 0)
                written = False
                try:
                    one = migrate_set(path, group.migration, versions)
                    if one.is_changed and not self._dry_run:
                        committed = write_set(one, _backups(path))
                        written = True
                        if not committed.saved.durable:
                            say(f"{path}: written; the disk has not confirmed it")
                        if committed.backup_error is not None:
                            say(f"{path}: what was there has no backup ({committed.backup_error})")
                except FileProblem as error:
                    say(str(error))
                    self._problems.append(error)
                    failed = True
                    continue
                yield _set_as_json(one, is_written=written), list(_set_lines(one, is_written=written))
            if group.tagset is None or versions is None:
                continue
            written = False
            if failed:
                say(f"{group.tagset.path}: is left as it is until all sets are written; do the same once more")
            elif not self._dry_run:
                try:
                    if not write_tagset(group.tagset, _backups(group.tagset.path)):
                        say(f"{group.tagset.path}: written; the disk has not confirmed it")
                    written = True
                except FileProblem as error:
                    say(str(error))
                    self._problems.append(error)
            found = {"tagset": json_path(group.tagset.path), "is": versions[1], "written": written}
            remark = "written" if written else "not written"
            yield found, [f"{group.tagset.path}: {versions[1]}; {remark}"]


def _backups(path: Path) -> Backups:
    from tui_reader.annotations.backups import FOLDER, Backups
    from tui_reader.settings import state_folder

    return Backups(state_folder() / FOLDER, path)


def _set_lines(one: MigratedSet, *, is_written: bool) -> Iterator[str]:
    path = one.loaded.set.path
    for record, remark in one.remarks:
        yield f"{path}: {_shown(record)}: {remark}"
    if one.doubles:
        yield f"{path}: {one.doubles} now say what another annotation says of the same text"
    remark = "" if not one.is_changed else "; written" if is_written else "; not written"
    yield f"{path}: {one.changed} changed{remark}"


def _shown(record: Any) -> str:
    quotes = [target.quote.exact for target in getattr(record, "targets", ()) if target.quote is not None]
    line = " ".join(" … ".join(quotes).split()) or str(record.id)
    return f"«{line if len(line) <= SHOWN else f'{line[: SHOWN - 1]}…'}»"


def _set_as_json(one: MigratedSet, *, is_written: bool) -> dict[str, Any]:
    from tui_reader.text.safe_json import json_path

    return {
        "path": json_path(one.loaded.set.path),
        "changed": one.changed,
        "doubles": one.doubles,
        "written": is_written,
        "remarks": [{"id": record.id, "remark": remark} for record, remark in one.remarks],
    }
