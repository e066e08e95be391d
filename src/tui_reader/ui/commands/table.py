"""The command table: what can be done in the reading screen, under which keys, in which words.

Footer, help panel, command palette and key map are made from it, and docs/keys.md is held to it. The words are the
English ones; whoever shows them has them said in the language of the interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding, BindingType
from textual.keys import _character_to_key, key_to_character

from tui_reader.language import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tui_reader.annotations.tagset import Tag, Tagset
    from tui_reader.session.page import Page


class Command(NamedTuple):
    """One thing the person can do."""

    id: str
    """What a key map names it by."""
    keys: str
    """Textual's names of the keys, with commas between."""
    action: str
    words: str
    """What it does, as a person would say it."""
    group: str
    footer: str = ""
    """A word for the footer; none, and the command is not there. `BY_USE` says where."""
    in_palette: bool = True
    keys_shown: str = ""
    """What the footer has in the place of the key, where it stands for others too."""


class Motion(NamedTuple):
    """One way the caret can go; with shift it selects."""

    name: str
    keys: str
    words: str
    selecting: str
    """What it does with shift."""
    go: Callable[[Page, int], int]


MOTIONS = (
    Motion(
        "left",
        "left",
        "One letter to the left",
        "Select one letter to the left",
        lambda page, at: page.step(at, right=False),
    ),
    Motion(
        "right",
        "right",
        "One letter to the right",
        "Select one letter to the right",
        lambda page, at: page.step(at, right=True),
    ),
    Motion(
        "word_left",
        "ctrl+left",
        "One word to the left",
        "Select one word to the left",
        lambda page, at: page.step_word(at, right=False),
    ),
    Motion(
        "word_right",
        "ctrl+right",
        "One word to the right",
        "Select one word to the right",
        lambda page, at: page.step_word(at, right=True),
    ),
    Motion(
        "line_start",
        "home",
        "Beginning of the line",
        "Select to the beginning of the line",
        lambda page, at: page.line_start(at),
    ),
    Motion(
        "line_end",
        "end",
        "End of the line",
        "Select to the end of the line",
        lambda page, at: page.line_end(at),
    ),
    Motion(
        "next_paragraph",
        "ctrl+down",
        "Next paragraph",
        "Select to the next paragraph",
        lambda page, at: page.next_paragraph(at),
    ),
    Motion(
        "previous_paragraph",
        "ctrl+up",
        "Paragraph before",
        "Select to the paragraph before",
        lambda page, at: page.previous_paragraph(at),
    ),
    Motion(
        "document_start",
        "ctrl+home",
        "Beginning of the document",
        "Select to the beginning of the document",
        lambda _, __: 0,
    ),
    Motion(
        "document_end",
        "ctrl+end",
        "End of the document",
        "Select to the end of the document",
        lambda page, _: page.document.end,
    ),
)
SENTENCES = (
    Motion(
        "next_sentence",
        "right_parenthesis",
        "Next sentence",
        "",
        lambda page, at: page.sentence_on(at),
    ),
    Motion(
        "previous_sentence",
        "left_parenthesis",
        "Sentence before",
        "",
        lambda page, at: page.sentence_back(at),
    ),
)
"""These have no shifted key of their own; `v` makes them select."""
ROWS = (
    # Key, rows, what it does, and what it does with shift.
    ("up", -1, "One line up", "Select one line up"),
    ("down", 1, "One line down", "Select one line down"),
)
PAGES = (
    ("pageup", -1, "One page up", "Select one page up"),
    ("pagedown", 1, "One page down", "Select one page down"),
)

GO_BY_NAME = {motion.name: motion.go for motion in (*MOTIONS, *SENTENCES)}

TAG_BINDING = "tagset."
"""What the ids of the tags' own bindings begin with; the tag's name stands behind it."""

COMMANDS = (
    Command("select.grow", "space", "grow_selection", "Select word, sentence, paragraph", "Select", footer="Select"),
    Command("select.hold", "v", "hold_selection", "Select while moving", "Select"),
    Command("select.end", "escape", "clear", "End selection, link or search", "Select"),
    Command("copy", "ctrl+c,super+c", "copy", "Copy the selection", "Select"),
    Command("cite", "x", "cite", "Link to the markers that follow; give a marker its scope", "Annotate", footer="Cite"),
    Command("highlight", "h", "highlight", "Highlight without a tag", "Annotate", footer="Highlight"),
    Command("tag.pick", "t", "pick_tag", "Choose a tag", "Annotate", footer="Tag…"),
    Command("note", "n", "note_or_hit", "Write a note", "Annotate", footer="Note"),
    Command("link", "l", "link", "Link two annotations", "Annotate", footer="Link"),
    Command("unlink", "L", "unlink", "Remove the links of an annotation", "Annotate"),
    Command(
        "attributes", "a", "attributes", "Answer what the tagset asks of the annotation", "Annotate", footer="Answers"
    ),
    Command("everywhere", "O", "everywhere", "Annotate the same words everywhere", "Annotate"),
    Command("point", "P", "mark_point", "Tag or note a point, before the letter at the caret", "Annotate"),
    Command("document", "T", "tag_document", "Tag or note the whole document", "Annotate"),
    Command("delete", "d,delete", "delete", "Delete the annotation", "Annotate", footer="Delete"),
    Command("fragment.add", "plus", "add_fragment", "Add the selection to the annotation as a part", "Annotate"),
    Command("fragment.take_out", "minus", "take_out", "Take the selection, or this part, out of it", "Annotate"),
    Command("adjust", "m", "adjust", "Resize or move the annotation", "Annotate", footer="Resize"),
    Command("undo", "z,ctrl+z", "undo", "Undo", "Annotate", footer="Undo"),
    Command("redo", "ctrl+y,y", "redo", "Redo", "Annotate"),
    Command("cite.widen", "W", "widen", "Widen what a marker backs: clause, sentence, paragraph", "Annotate"),
    Command("repeat", "full_stop", "repeat", "Make the last change again here", "Annotate"),
    Command("annotation.next", "right_square_bracket", "beside(True)", "Next annotation", "Go", footer="Next"),
    Command("annotation.previous", "left_square_bracket", "beside(False)", "Annotation before", "Go"),
    Command("partner.next", "right_curly_bracket", "partner(True)", "Go along a link to the next partner", "Go"),
    Command("partner.back", "left_curly_bracket", "partner(False)", "Back to where the link was followed from", "Go"),
    Command("annotation.outer", "circumflex_accent", "outer", "Next annotation around this place", "Go"),
    Command("reference", "G", "reference", "From a marker to its reference, and back", "Go"),
    Command("search", "slash", "search", "Search", "Go", footer="Search"),
    Command("search.next", "f3", "hit(True)", "Next hit", "Go"),
    Command("search.previous", "N,shift+f3", "hit(False)", "Hit before", "Go"),
    Command("search.kind", "ctrl+t", "switch_search", "Search folded, exactly or by regular expression", "Go"),
    Command("search.folder", "ctrl+f", "search_folder", "Search all documents", "Go"),
    Command("suspect", "B", "next_suspect", "Next bidi override or unbalanced control", "Go"),
    Command("goto", "g", "goto", "Go to a percentage or paragraph", "Go"),
    Command("goto.percent", "percent_sign", "goto_percent", "Go so many hundredths into the document", "Go"),
    Command("jump", "w", "jump", "Jump to a sentence or an annotation by its label", "Go"),
    Command("scroll.line_down", "j", "scroll_text(1)", "Scroll a line on", "Go"),
    Command("scroll.line_up", "k", "scroll_text(-1)", "Scroll a line back", "Go"),
    Command("scroll.centre", "ctrl+l", "centre", "Bring the caret to the middle", "Go"),
    Command("check", "X", "check", "Check annotations that moved, changed or are lost", "Annotations"),
    Command("confirm", "K", "confirm", "Confirm where the annotation is now", "Annotations"),
    Command("attach", "A", "attach", "Put the annotation on the selected text", "Annotations"),
    Command("conflict", "C", "settle_conflict", "Settle the next conflict of two versions", "Annotations"),
    Command("filter.text", "f", "filter_text", "Filter annotations by text", "Annotations"),
    Command("filter.tag", "F", "filter_tag", "Filter annotations by tag", "Annotations"),
    Command("filter.unsettled", "U", "filter_unsettled", "List only annotations to check", "Annotations"),
    Command(
        "filter.remarked", "Y", "filter_remarked", "List only annotations of which something is said", "Annotations"
    ),
    Command("others", "o", "toggle_others", "Show or hide other annotators' sets", "Annotations"),
    Command("discussion", "I", "discussion", "Show what is said about the annotation, and answer", "Annotations"),
    Command("discussion.next", "J", "next_discussion", "Next annotation of which something is said", "Annotations"),
    Command("views", "p", "views", "List what is open: uncited claims, unused citations, progress", "Annotations"),
    Command(
        "review", "M", "review", "Review what several annotators say, side by side", "Annotations", footer="Review"
    ),
    Command("examples", "E", "examples", "All passages with this annotation's tag", "Annotations"),
    Command("suggestions", "S", "toggle_suggestions", "Show or hide suggestions", "Suggestions", footer="Suggest"),
    Command("suggestion.next", "semicolon", "suggestion(True)", "Next suggestion", "Suggestions"),
    Command("suggestion.previous", "colon", "suggestion(False)", "Suggestion before", "Suggestions"),
    Command(
        "suggestion.accept",
        "enter",
        "accept",
        "Accept the suggestion, or those selected",
        "Suggestions",
        footer="Accept",
    ),
    Command(
        "suggestion.reject",
        "backspace",
        "reject",
        "Reject the suggestion, or those selected",
        "Suggestions",
        footer="Reject",
    ),
    Command("suggestion.accept_alike", "asterisk", "accept_alike", "Accept all suggestions like it", "Suggestions"),
    Command("suggestion.reject_alike", "exclamation_mark", "reject_alike", "Reject all like it", "Suggestions"),
    Command(
        "suggestion.queue", "Q", "queue", "Go through suggestions, a key for each", "Suggestions", footer="One by one"
    ),
    Command("inspect", "i", "inspect", "Tell of the character at the caret", "View"),
    Command("hidden", "H", "toggle_hidden", "Show or hide hidden characters", "View"),
    Command("harakat", "V", "toggle_harakat", "Show or hide vowel signs", "View"),
    Command("direction", "D", "next_direction", "Change how directions are found", "View"),
    Command("library", "f2", "toggle_library", "Show or hide the library", "View"),
    Command("sidebar", "f4", "toggle_sidebar", "Show or hide the annotations", "View"),
    Command("focus.next", "tab", "focus_pane(1)", "Next pane", "View", in_palette=False),
    Command("focus.previous", "shift+tab", "focus_pane(-1)", "Pane before", "View", in_palette=False),
    Command("recent", "R", "open_recent", "Open a recent file", "File"),
    Command("save", "ctrl+s", "save", "Save again", "File"),
)


BY_USE = (
    "select.grow",
    TAG_BINDING,
    "cite",
    "undo",
    "attributes",
    "link",
    "note",
    "delete",
    "annotation.next",
    "search",
    "highlight",
    "tag.pick",
    "adjust",
    "suggestions",
    "suggestion.queue",
    "suggestion.accept",
    "suggestion.reject",
    "review",
)
"""The keys of the footer, those first that one presses most: a narrow screen has no room for the others."""


def by_use(binding_id: str | None, order: Sequence[str]) -> int:
    """Which place a binding has in such an order; behind all of them where it has none."""
    name = TAG_BINDING if (binding_id or "").startswith(TAG_BINDING) else binding_id
    return order.index(name) if name in order else len(order)


AT_LENGTH = {command.id: command.words for command in COMMANDS}
"""What commands do, where there is more room than in the footer."""
NO_KEY = "<none>"
"""Stands for the key of a command that has none; no terminal sends it."""
_SIGNS = {
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "circumflex_accent": "^",
    "plus": "+",
    "minus": "-",
    "slash": "/",
    "percent_sign": "%",
    "question_mark": "?",
    "semicolon": ";",
    "colon": ":",
    "asterisk": "*",
    "exclamation_mark": "!",
    "full_stop": ".",
}


def character_of(key: str) -> str | None:
    """What is typed by a key, by Textual's name of it; None where nothing is."""
    return _SIGNS.get(key) or key_to_character(key)


def key_words(keys: str) -> str:
    """Keys as a person would write them: `ctrl+z or z`."""
    return tr(" or ").join(_SIGNS.get(key, key) for key in keys.split(","))


def binding_words(binding: Binding, *, at_length: bool = False) -> str:
    """What a binding does, in the language of the interface. A tag's name is what the tagset calls it."""
    if (binding.id or "").startswith(TAG_BINDING):
        return binding.description
    words = AT_LENGTH.get(binding.id or "") if at_length else None
    return tr(words or binding.description)


def tag_keys(tagset: Tagset) -> dict[str, str]:
    """The keys that a tagset gives to the tags of its short list, by the ids of their bindings."""
    listed = (tag for tag in tagset.tags if tag.key and tag.shown and not tag.off_by_default)
    return {TAG_BINDING + tag.name: _character_to_key(tag.key or "") for tag in listed}


def tag_binding(key: str, number: int, tag: Tag) -> Binding:
    """The binding of a key to a tag, whose number in the tagset this is."""
    return Binding(key, f"tag({number})", tag.shown_name, id=TAG_BINDING + tag.name)


def keys_taken() -> dict[str, str]:
    """The characters that are keys in the reading screen already, and what each does: no tag's key is one of these."""
    taken = {str(digit): "a count" for digit in range(10)}
    for bound in bindings():
        assert isinstance(bound, Binding)
        for key in bound.key.split(","):
            taken[key_to_character(key) or key] = AT_LENGTH.get(bound.id or "", bound.description)
    return taken


def bindings(table: Iterable[Command] = COMMANDS) -> list[BindingType]:
    """A table, and the motions, as Textual's bindings."""
    return [*_motion_bindings(), *(_binding(command) for command in table)]


def _binding(command: Command) -> Binding:
    return Binding(
        command.keys,
        command.action,
        command.footer or command.words,
        show=bool(command.footer),
        key_display=command.keys_shown or None,
        id=command.id,
    )


def _motion_bindings() -> Iterator[Binding]:
    for motion in (*MOTIONS, *SENTENCES):
        action = f"move('{motion.name}', False)"
        yield Binding(motion.keys, action, motion.words, show=False, id=f"move.{motion.name}")
    for motion in MOTIONS:
        action = f"move('{motion.name}', True)"
        key = motion.keys.replace("ctrl+", "ctrl+shift+") if "+" in motion.keys else f"shift+{motion.keys}"
        yield Binding(key, action, motion.selecting, show=False, id=f"select.{motion.name}")
    for action, table in (("move_row", ROWS), ("turn_page", PAGES)):
        for key, by, words, selecting in table:
            yield Binding(key, f"{action}({by}, False)", words, show=False, id=f"move.{key}")
            yield Binding(f"shift+{key}", f"{action}({by}, True)", selecting, show=False, id=f"select.{key}")
