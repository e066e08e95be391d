"""The list of tags: those of the tagset as it orders them, those that annotations have and it does not know, new ones.

Tags that the tagset keeps back are found by typing; a key lists one for good, or puts one into the tagset that it does
not know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding

from tui_reader import language
from tui_reader.annotations import tagset as tagsets
from tui_reader.language import tr
from tui_reader.text.excerpt import isolated, label_line, shortened
from tui_reader.text.folding import fold_text
from tui_reader.text.sanitise import printable
from tui_reader.ui.dialogs.picker import Picker
from tui_reader.ui.widgets.painting import line_segments, row_of
from tui_reader.ui.widgets.pick_list import PickList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from textual.strip import Strip

    from tui_reader.annotations.tagset import RelationType, Tag, Tagset
    from tui_reader.session.reader import ReaderSession
    from tui_reader.session.window import Place
    from tui_reader.ui.looks import Looks

HERE_SIGN = "✓"
"""Before a tag that is given already."""
MOST_AD_HOC = 200


class Kind(Enum):
    """What it is to choose a line."""

    TAG = auto()
    AD_HOC = auto()
    """A tag that the tagset does not know."""
    NEW = auto()
    """One to be put into the tagset."""
    NOTE = auto()
    BARE = auto()
    """No tag at all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One line to choose."""

    name: str
    key: str
    names: str
    """What it is called: in the language of the interface, then in others; each name in an isolate."""
    guidance: str
    """What is said about it, in one line."""
    kind: Kind = Kind.TAG
    depth: int = 0
    """How many tags it stands below."""

    @property
    def is_new(self) -> bool:
        """Whether it is to be put into the tagset first."""
        return self.kind is Kind.NEW

    @property
    def is_note(self) -> bool:
        """Whether a note is wanted in place of a tag."""
        return self.kind is Kind.NOTE


class Tags(NamedTuple):
    """What there is to choose from."""

    tagset: Tagset
    ad_hoc: Sequence[str] = ()
    """Tags of annotations that the tagset does not know."""

    @classmethod
    def of(cls, session: ReaderSession) -> Tags:
        """Those of a reading."""
        tagset = session.tagset
        return cls(tagset, [tag for tag in session.tags_in_use if tag and tagset.tag(tag) is None])


class ChoiceList(PickList[Choice]):
    """Choices, each with its key, its names and its guidance."""

    def __init__(self, looks: Looks) -> None:
        super().__init__(id="choices")
        self.looks = looks

    def row_strip(self, place: Place, width: int) -> Strip:
        choice = self.list.items[place.block]
        style = self.rich_style + Style(reverse=place.block == self.marked)
        colour = Style(color=self.looks.label(choice.name).color, bold=True)
        indent = " " * (1 + 2 * min(choice.depth, 6))
        name_room = max(8, width * 2 // 5 - len(indent) + 1)
        name = label_line(f"{isolated(choice.key or '·')} {choice.names}", name_room)
        words = shortened(printable(choice.guidance), max(4, width - name_room - len(indent) - 2))
        blank = [Segment(" ", style)]
        pieces = [
            [Segment(indent, style)],
            line_segments(name, style + colour, style),
            blank,
            line_segments(words, style),
        ]
        return row_of(pieces, width, style)


class TagPicker(Picker[Choice]):
    """Type to find a tag; what is not there can be made."""

    HELP = """
## Tags

Type a part of a name, or of what is said about a tag; **{list.take}** takes the one that is marked. What stands nowhere
can be added to the tagset, or used as it is: annotations keep it, and it can be added later.

**{tag_picker.list_it}** lists a tag from now on that the tagset keeps back, or no longer, and adds one to the tagset
that it does not know.
"""

    BINDINGS: ClassVar = [
        Binding("ctrl+o", "list_it", "List it always", show=True, priority=True, id="tag_picker.list_it")
    ]

    def __init__(
        self,
        tags: Tags,
        looks: Looks,
        *,
        title: str,
        can_make: bool = True,
        there: Collection[str] = (),
        with_note: bool = False,
        list_it: Callable[[Choice], Tags | None] = lambda _: None,
        key_of: Callable[[Tag], str] = lambda tag: tag.key or "",
    ) -> None:
        """`can_make`: whether what is not there can be taken all the same. `there`: tags that are given already.

        `with_note`: a note may be chosen, or no tag. `list_it` lists a tag for good, or adds it to the tagset; the tags
        there are then, None where nothing changed. `key_of` is the key that gives a tag without this list.
        """
        words = (
            tr("{list.take} takes it · {tag_picker.list_it} lists it always, or adds it to the tagset")
            if can_make
            else ""
        )
        super().__init__(ChoiceList(looks), tr("type to find a tag"), title, words)
        self._tags = tags
        self._can_make = can_make
        self._there = there
        self._with_note = with_note
        self._list_it = list_it
        self._key_of = key_of

    def about(self, item: Choice | None) -> str:
        """All that is said of a tag, of which its row has only the beginning."""
        return "" if item is None else item.guidance

    def found(self, typed: str) -> list[Choice]:
        """The tags in whose names or guidance it stands, those whose names begin so first."""
        wanted = fold_text(typed).strip()
        choices = self._ranked(wanted) if wanted else list(self._listed())
        choices = [replace(one, key=HERE_SIGN) if one.name in self._there else one for one in choices]
        name = " ".join(typed.split())
        if self._can_make and name and self._tags.tagset.tag(name) is None:
            # The tagset is a file of all who annotate here: it is never changed by the line that is marked at first.
            if name not in self._tags.ad_hoc:
                choices.append(Choice(name, "", isolated(name), tr("use it without adding it"), Kind.AD_HOC))
            choices.append(Choice(name, "+", isolated(name), tr("put it into the tagset"), Kind.NEW))
        return choices

    def _listed(self) -> Iterator[Choice]:
        """What there is before anything is typed: each tag below the one it belongs to."""
        for tag, depth in self._tags.tagset.in_tree():
            if not tag.off_by_default:
                yield self._choice(tag, depth)
        for name in self._tags.ad_hoc[:MOST_AD_HOC]:
            yield _ad_hoc(name)
        yield from self._others()

    def _others(self) -> Iterator[Choice]:
        """What may be chosen in place of a tag."""
        if self._with_note:
            yield Choice("", "", isolated(tr("Note")), tr("write a note on it"), Kind.NOTE)
            yield Choice("", "", isolated(tr("no tag")), tr("only mark it"), Kind.BARE)

    def _ranked(self, wanted: str) -> list[Choice]:
        ranked: list[tuple[int, Choice]] = []
        for tag in self._tags.tagset.tags:
            names = [fold_text(name) for name in (tag.name, *tag.names.values())]
            guidance = " ".join(tag.guidance.values())
            if any(wanted in text for text in (*names, fold_text(guidance))):
                rank = 0 if any(name.startswith(wanted) for name in names) else 1
                ranked.append((rank, self._choice(tag, 0)))
        folded = {name: fold_text(name) for name in self._tags.ad_hoc}
        ranked += [(not text.startswith(wanted), _ad_hoc(name)) for name, text in folded.items() if wanted in text]
        ranked += [(0, choice) for choice in self._others() if fold_text(choice.names[1:]).startswith(wanted)]
        ranked.sort(key=lambda pair: pair[0])
        return [choice for _, choice in ranked]

    def _choice(self, tag: Tag, depth: int) -> Choice:
        names = "  ".join(map(isolated, dict.fromkeys((tag.shown_name, tag.name, *tag.names.values()))))
        return Choice(tag.name, self._key_of(tag), names, guidance_of(tag), depth=depth)

    def action_list_it(self) -> None:
        """Lists the marked tag from now on, or no longer; one that the tagset does not know is added to it."""
        choice = self.rows.item
        if choice is None or not choice.name:
            return
        tags = self._list_it(choice)
        if tags is not None:
            self._tags = tags
            self.find_again()


def _ad_hoc(name: str) -> Choice:
    return Choice(name, "*", isolated(name), tr("is used, and not in the tagset"), Kind.AD_HOC)


def guidance_of(tag: Tag | RelationType) -> str:
    """What is said of a tag or a kind of link in the language of the interface, else in English."""
    english = tagsets.in_language(tag.guidance, language.ENGLISH, "")
    return tagsets.in_language(tag.guidance, language.current(), english)
