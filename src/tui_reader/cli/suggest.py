"""`suggest`: what could be tagged in documents, as lines for people or programs, or put into sets as suggestions."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from tui_reader.cli.options import PATH, shared
from tui_reader.cli.output import Progress, on_a_terminal, output_terminal, print_lines, print_rows
from tui_reader.errors import ExitCode, FileProblem, SaveError
from tui_reader.language import counted
from tui_reader.settings import RECOGNISERS, TAGGED_BEFORE
from tui_reader.telling import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    from tui_reader.documents.document import Document
    from tui_reader.documents.walk import Entry
    from tui_reader.recognition.found import Found
    from tui_reader.session.suggestions.proposals import Proposals
    from tui_reader.session.suggestions.suggesters import Stretch, Suggesters
    from tui_reader.settings import Settings
    from tui_reader.text.span import Span

WIDTH = 100
"""Cells of what is said of a suggestion."""
SHOWN = 60
"""Code points of its text that a line repeats."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=PATH)
@click.option("--only", metavar="NAME,...", help=f"Ask these: {', '.join(RECOGNISERS)}, or those declared.")
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.0, help="Leave out what is less sure, 0 to 1.")
@click.option("--tag", "tags", multiple=True, metavar="NAME", help="Leave out all but this tag; may be repeated.")
@click.option(
    "--gazetteer",
    "gazetteers",
    multiple=True,
    type=PATH,
    metavar="FILE",
    help="Look for the terms of this file too: a term and its tag a line, with a tab between; else a single --tag.",
)
@click.option("--write", is_flag=True, help="Put what is new into your set of each document, as suggestions.")
@click.option("--dry-run", is_flag=True, help="With --write: write nothing, only say what would be written.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line; places in code points of the whole text.")
@shared("annotator", "annotations", "encoding", "terminal_bidi")
def suggest(
    paths: tuple[Path, ...],
    only: str | None,
    min_score: float,
    tags: tuple[str, ...],
    gazetteers: tuple[Path, ...],
    write: bool,
    dry_run: bool,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Say what could be tagged in documents: files, or folders with everything in them.

    Citations, quotations, who says them and by which verb, dates and quantities, quotation marks that are left over,
    what you have tagged before, and what the suggesters of the configuration find. With --write it waits in your sets
    until you accept or reject it; what is there already, tagged or decided, is not suggested again. Ends with 1 if a
    suggester failed, with 3 if something could not be read, with 4 if a set could not be written.
    """
    from tui_reader.launch import chosen_settings

    settings = chosen_settings(chosen)
    if dry_run and not write:
        raise click.UsageError("--dry-run goes with --write")
    work = _Work(paths, settings, _named(only, settings), gazetteers, tags, min_score)
    if write:
        lines = work.written(dry_run=dry_run, as_json=as_json)
        print_lines(lines)
    elif as_json:
        print_lines(work.json_lines())
    else:
        terminal = output_terminal(settings.terminal_bidi)
        print_rows(([(line, "")] for line in work.lines()), terminal, in_faces=on_a_terminal())
    sys.exit(max(work.codes, default=ExitCode.OK))


def _named(only: str | None, settings: Settings) -> Collection[str] | None:
    if only is None:
        return None
    names = [name.strip() for name in only.split(",") if name.strip()]
    there = (*RECOGNISERS, *settings.suggesters)
    for name in names:
        if name not in there:
            raise click.UsageError(f"--only {name}: is no suggester; there are {', '.join(there)}")
    return names


class _Work:
    """All documents under some paths, one after the other."""

    def __init__(
        self,
        paths: tuple[Path, ...],
        settings: Settings,
        only: Collection[str] | None,
        gazetteers: tuple[Path, ...],
        tags: tuple[str, ...],
        least: float,
    ) -> None:
        """Raises FileProblem for a path that is nothing that can be opened."""
        from tui_reader.documents.library import Library

        self.codes: set[ExitCode] = set()
        self._library = Library(paths)
        self._settings = settings
        self._only = only
        self._gazetteers = gazetteers
        self._tags = tags
        self._least = least
        self._progress = Progress()
        self._said: set[str] = set()
        chosen = settings.suggest if only is None else only
        self._looks_back = chosen is None or TAGGED_BEFORE in chosen

    def lines(self) -> Iterator[str]:
        """A line for each suggestion, in visual order."""
        for document, stretch in self._stretches():
            yield from (_line(document, found) for found in stretch.found)

    def json_lines(self) -> Iterator[str]:
        """A JSON object for each suggestion."""
        for document, stretch in self._stretches():
            yield from (_json_line(document, found) for found in stretch.found)

    def written(self, *, dry_run: bool, as_json: bool) -> Iterator[str]:
        """A line for each document with suggestions, or a JSON object for each that is new in a set."""
        suggesters = self._suggesters()
        for entry, document in self._documents():
            try:
                done = self._written(entry, document, suggesters, dry_run=dry_run)
            except FileProblem as problem:
                self._fail(problem)
                continue
            if as_json:
                yield from (_json_line(document, found) for found in done.taken)
            else:
                yield from _summary(document, done, dry_run=dry_run)

    def _stretches(self) -> Iterator[tuple[Document, Stretch]]:
        suggesters = self._suggesters()
        for entry, document in self._documents():
            tagged = self._tagged_in(entry) if self._looks_back else set()
            for stretch in self._found(document, suggesters):
                # It is no news that what was tagged before could be tagged where it was.
                news = (
                    found
                    for found in stretch.found
                    if found.origin != TAGGED_BEFORE
                    or (document.code_point_span(found.extent), found.tag) not in tagged
                )
                yield document, stretch._replace(found=tuple(news))

    def _suggesters(self) -> Suggesters:
        from tui_reader.session.suggestions.suggesters import Suggesters

        suggesters = Suggesters(
            self._settings,
            self._only,
            gazetteers=self._gazetteers,
            default_tag=self._tags[0] if len(self._tags) == 1 else "",
            tagged=self._tagged() if self._looks_back else (),
        )
        self._say(suggesters.problems)
        return suggesters

    def _documents(self) -> Iterator[tuple[Entry, Document]]:
        """Those that can be read, counted."""
        from tui_reader.documents.files import read_document

        for entry in self._library.each_document():
            try:
                document = read_document(entry.path, self._settings.encoding)
            except FileProblem as problem:
                self._fail(problem)
                continue
            document.count(partial(self._tell, entry.path))
            yield entry, document
        for lost in self._library.problems:
            self._fail(lost)

    def _found(self, document: Document, suggesters: Suggesters) -> Iterator[Stretch]:
        told: list[str] = []
        try:
            for stretch in suggesters.look_through(document, told, partial(self._tell, document.path)):
                kept = (found for found in stretch.found if found.score >= self._least)
                yield stretch._replace(
                    found=tuple(found for found in kept if not self._tags or found.tag in self._tags)
                )
        finally:
            self._say(told)

    def _tagged(self) -> Iterator[tuple[str, str]]:
        """What the annotator has tagged in all documents, as far as their sets can be read."""
        from tui_reader.annotations import file
        from tui_reader.session.suggestions.suggesters import examples

        for entry in self._library.each_document():
            try:
                path = self._set_path(entry)
                if path.exists():
                    yield from examples(file.load(path).set.records)
            except FileProblem as problem:
                self._fail(problem)

    def _tagged_in(self, entry: Entry) -> set[tuple[Span, str]]:
        """The places (code points) and tags of what the annotator has tagged in a document."""
        from tui_reader.annotations import file
        from tui_reader.annotations.records.annotation import Annotation

        try:
            path = self._set_path(entry)
            records = file.load(path).set.records if path.exists() else ()
        except FileProblem:
            # It was told when it was looked at for what has been tagged.
            return set()
        return {
            (target.position, tag)
            for record in records
            if isinstance(record, Annotation) and not record.is_suggestion
            for target in record.targets
            if target.position is not None
            for tag in record.tags
        }

    def _set_path(self, entry: Entry) -> Path:
        from tui_reader.annotations.folders import annotation_path

        settings, opened = self._settings, entry.above[-1].path if entry.above else None
        return annotation_path(entry.path, settings.annotator, annotations_dir=settings.annotations, opened=opened)

    def _written(self, entry: Entry, document: Document, suggesters: Suggesters, *, dry_run: bool) -> Proposals:
        """What has come into the set of a document. Raises FileProblem."""
        from tui_reader.session.files.opening import SetFiles
        from tui_reader.session.layers import own_layer
        from tui_reader.session.suggestions.proposals import Proposals, put

        files = SetFiles(document, self._settings, entry.above[-1].path if entry.above else None)
        self._say(files.remarks)
        layer = own_layer(files.own_path, document, files.annotator, files.tagset.identifier)
        if layer.read_only_because:
            raise SaveError(layer.path, layer.read_only_because)
        proposals = Proposals(document, layer, files.tagset)
        for stretch in self._found(document, suggesters):
            proposals.take(stretch)
        if proposals.taken and not dry_run:
            committed = put(proposals, document, layer)
            if not committed.saved.durable:
                say(f"{layer.path}: written; the disk has not confirmed it")
            if committed.backup_error is not None:
                say(f"{layer.path}: what was there has no backup ({committed.backup_error})")
        return proposals

    def _tell(self, path: Path, part: float) -> bool:
        self._progress.tell(path, part)
        return True

    def _fail(self, problem: FileProblem) -> None:
        self.codes.add(problem.exit_code)
        self._say([str(problem)], ExitCode.OK)

    def _say(self, problems: Collection[str], code: ExitCode = ExitCode.FOUND_PROBLEMS) -> None:
        """Says what was not said before: a command that is not there is not there for all documents."""
        for words in problems:
            self.codes.add(code)
            if words not in self._said:
                self._said.add(words)
                say(words)


def _line(document: Document, found: Found) -> str:
    from tui_reader.text.excerpt import isolated, label_text
    from tui_reader.text.sanitise import printable

    number = document.number_of(document.paragraph_at(found.extent.start))
    words = " ".join(_text(document, found).split())
    words = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    said = f"{isolated(found.tag)} «{isolated(words)}» ({isolated(found.origin)} {found.score:.2f})"
    return f"{printable(str(document.path))}:{number}: {label_text(said, WIDTH)}"


def _json_line(document: Document, found: Found) -> str:
    from tui_reader.text.safe_json import json_line, json_path

    extent = document.code_point_span(found.extent)
    value: dict[str, Any] = {
        "path": json_path(document.path),
        "start": extent.start,
        "end": extent.end,
        "tag": found.tag,
    }
    if len(found.spans) > 1:
        value["spans"] = [list(document.code_point_span(span)) for span in found.spans]
    value |= {"text": _text(document, found), "origin": found.origin, "score": found.score}
    if found.attributes:
        value["attributes"] = dict(found.attributes)
    return json_line(value)


def _text(document: Document, found: Found) -> str:
    return " … ".join(document.slice(span) for span in found.spans)


def _summary(document: Document, done: Proposals, *, dry_run: bool) -> Iterator[str]:
    from tui_reader.text.sanitise import printable

    path = printable(str(document.path))
    remarks = [f"{done.known} there or decided already"] if done.known else []
    remarks += [f"{count} tagged {tag}, which the tagset does not have" for tag, count in done.without_tag.items()]
    remarks += [f"{done.damaged} on damaged bytes"] if done.damaged else []
    if done.taken or remarks:
        written = "would be written" if dry_run else "written"
        said = counted(len(done.taken), "suggestion", "suggestions")
        yield printable("; ".join([f"{path}: {said} {written}", *remarks]))
