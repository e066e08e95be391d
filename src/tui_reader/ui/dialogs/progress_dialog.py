"""How far each document is: one to a row, with what was annotated and what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding

from tui_reader.language import listed, tr, tr_count
from tui_reader.session.library.folder_search import documents_counted
from tui_reader.session.library.shelf import spelt
from tui_reader.session.views.coverage import Coverage, Share
from tui_reader.session.views.questions import COUNTED, View
from tui_reader.text.excerpt import isolated, label_line, name_line
from tui_reader.text.folding import fold_text
from tui_reader.ui.dialogs.surveying import SurveyPicker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.strip import Strip

    from tui_reader.annotations.tagset import Tagset
    from tui_reader.session.views.survey import Findings, Survey
    from tui_reader.session.views.tally import Tally
    from tui_reader.session.window import Place

NAME_CELLS = 14
"""The least for a document's name, where there is room for all columns."""


def headings() -> Sequence[str]:
    """What stands over the columns behind the name of a document."""
    return tr("total"), tr("uncited"), tr("to check"), tr("suggested"), tr("sentences"), tr("changed")


def cells(tally: Tally) -> Sequence[str]:
    """What stands in them."""
    uncited = tally.counts[View.UNCITED]
    coverage = tally.coverage or Coverage()
    return (
        str(tally.annotations),
        "–" if uncited is None else str(uncited),
        str(tally.unsettled),
        str(tally.suggestions),
        f"{coverage.sentences.part:.0%}",
        "" if tally.changed is None else f"{tally.changed.astimezone():%Y-%m-%d}",
    )


class ProgressList(PickList["Findings"]):
    """Documents with their numbers."""

    def row_strip(self, place: Place, width: int) -> Strip:
        found = self.list.items[place.block]
        style = self.base_style + Style(reverse=place.block == self.marked)
        if found.tally is None:
            reason = " ".join(map(str, found.problems))
            line = label_line(isolated(reason), max(4, width))
            return row_of([line_segments(line, style + Style(italic=True), style)], width, style)
        return columns(found.path.name, cells(found.tally), width, style)


class ProgressHead(PickList[None]):
    """The row over them."""

    DEFAULT_CSS = "ProgressHead { height: 1; }"

    def row_strip(self, place: Place, width: int) -> Strip:
        return columns(tr("document"), headings(), width, self.base_style + Style(bold=True))


def columns(name: str, texts: Sequence[str], width: int, style: Style) -> Strip:
    """A row of a table: as many columns as have room beside the name, each as wide as its heading."""
    widths = [max(10 if number == len(texts) - 1 else 4, len(word)) + 2 for number, word in enumerate(headings())]
    count = len(widths)
    while count > 1 and sum(widths[:count]) + NAME_CELLS > width:
        count -= 1
    pieces = [line_segments(name_line(name, max(2, width - sum(widths[:count]))), style, style)]
    for text, room in zip(texts[:count], widths, strict=False):
        line = label_line(text, room)
        blank = [Segment(" " * (room - (line.right - line.left)), style)]
        pieces += [blank, [Segment("".join(line.glyphs), style)]]
    return row_of(pieces, width, style)


class ProgressDialog(SurveyPicker["Findings"]):
    """Ends with the document that is to be opened."""

    BINDINGS: ClassVar = [Binding("ctrl+t", "sort", "Least done first, or in order", priority=True, id="progress.sort")]

    DEFAULT_CSS = "ProgressDialog > Vertical { width: 96%; max-width: 110; height: 90%; max-height: 90%; }"

    def __init__(self, survey: Survey, tagset: Tagset, here: Hashable) -> None:
        """`here` is the path of the document that is open."""
        words = tr("{list.take} opens · {progress.sort} least done first · {list.cancel} goes back")
        rows = ProgressList(id="progress")
        super().__init__(rows, tr("a document's name"), survey, title=tr("Progress"), words=words, mark=here)
        self._tagset = tagset
        self._least_first = False

    def on_mount(self) -> None:
        head = ProgressHead()
        head.list.items = [None]
        self.mount(head, before=self.rows)

    def key(self, item: Findings) -> Hashable:
        return item.path

    def found(self, typed: str) -> list[Findings]:
        wanted = fold_text(typed).split()
        found = [each for each in self.survey.findings if all(word in spelt(each.path) for word in wanted)]
        return sorted(found, key=_part_done) if self._least_first else found

    def title_words(self) -> str:
        tallies = [found.tally for found in self.survey.findings if found.tally is not None]
        documents = documents_counted(len(tallies))
        annotations = sum(tally.annotations for tally in tallies)
        coverage = Coverage()
        for tally in tallies:
            coverage = coverage.plus(tally.coverage or Coverage())
        words = tr_count(annotations, "{count} annotation", "{count} annotations")
        where = tr("{hits} in {documents}", hits=words, documents=documents)
        return f"{tr('Progress')} · {where} · {share_words(coverage.sentences)}"

    def about(self, item: Findings | None) -> str:
        """More than there is room for on its row."""
        if item is None or item.tally is None:
            return ""
        tally = item.tally
        tags = [
            f"{isolated(self._tagset.shown_name(tag)) if tag else tr('tag: none')} {count}"
            for tag, count in tally.tags.most_common()
            if count
        ]
        coverage = tally.coverage or Coverage()
        parts = [listed(tags), share_words(coverage.sentences), paragraph_words(coverage.paragraphs)]
        for view in COUNTED:
            count = tally.counts[view]
            if count and view is not View.BY_SOURCE:
                parts.append(f"{view.words}: {count}")
        return " · ".join(filter(None, parts))

    def action_sort(self) -> None:
        """Lists the documents with the smallest part annotated first, or as the library does."""
        self._least_first = not self._least_first
        self.find_again()


def share_words(share: Share) -> str:
    """How many sentences have an annotation."""
    return tr_count(
        share.total, "{annotated} of {count} sentence", "{annotated} of {count} sentences", annotated=share.annotated
    )


def paragraph_words(share: Share) -> str:
    """How many paragraphs have one."""
    return tr_count(
        share.total, "{annotated} of {count} paragraph", "{annotated} of {count} paragraphs", annotated=share.annotated
    )


def _part_done(found: Findings) -> float:
    coverage = found.tally.coverage if found.tally is not None else None
    return 2.0 if coverage is None else coverage.sentences.part
