"""The app as a whole, by keys: what the commands do that more than one part has a hand in."""

from __future__ import annotations

import json
import re
import threading
from inspect import GEN_CLOSED, getgeneratorstate
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest

from tui_reader.annotations.tagset import load_tagset
from tui_reader.documents.files import read_document
from tui_reader.documents.matching import Matches, matches
from tui_reader.session import searching
from tui_reader.session.library import folder_search
from tui_reader.session.window import Place
from tui_reader.text.excerpt import label_text
from tui_reader.text.span import Span
from tui_reader.ui.dialogs.palette import OfferList
from tui_reader.ui.dialogs.questions import NoteEditor, Question
from tui_reader.ui.dialogs.tag_picker import ChoiceList, TagPicker
from tui_reader.ui.keyboard_layouts import LATIN_KEY
from tui_reader.ui.panes.help_panel import HelpPanel
from tui_reader.ui.review.screen import ReviewScreen
from tui_reader.ui.widgets.text_field import TextField
from tui_reader.ui.widgets.text_view import TextView

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from hands import Hands
    from textual.geometry import Region
    from textual.screen import Screen

    from tui_reader.documents.document import Document
    from tui_reader.session.library.shelf import Shelf

    Reader = Callable[..., AbstractAsyncContextManager[Hands]]


def tags(hands: Hands) -> list[tuple[str, ...]]:
    return [entry.annotation.tags for entry in hands.app.reading.session.entries]


async def test_a_claim_is_tagged_in_three_keys(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("space", "space", "c")
        (entry,) = hands.app.reading.session.entries
        sentence = hands.app.reading.session.page.sentence_at(0)
        assert entry.annotation.tags == ("Claim",)
        assert entry.spans == (sentence,)
        assert any("Claim" in row for row in hands.rows("#sidebar"))


@pytest.mark.parametrize("layout_key", ["ؤ", "ب"])
async def test_commands_work_while_the_keyboard_types_arabic_or_hebrew(reader: Reader, layout_key: str) -> None:
    async with reader() as hands:
        await hands.press("space", layout_key)
        meant = LATIN_KEY[layout_key]
        assert tags(hands) == ([("Claim",)] if meant == "c" else [])


async def test_a_new_tag_goes_into_the_tagset_file_and_gets_a_place_in_the_list(reader: Reader, tmp_path: Path) -> None:
    async with reader() as hands:
        await hands.press("space", "t")
        assert isinstance(hands.app.screen, TagPicker)
        await hands.paste("مبالغة")
        await hands.press("down", "enter")
        assert tags(hands) == [("مبالغة",)]
    tagset = load_tagset(tmp_path / "annotations" / "tagset.toml")
    assert tagset.tag("مبالغة") is not None
    assert tagset.tag("Claim") is not None


async def test_the_picker_finds_a_tag_by_its_arabic_name(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("space", "t")
        await hands.paste("اقتباس")
        await hands.press("enter")
        assert tags(hands) == [("Quote",)]


async def test_the_picker_tags_an_annotation_anew_when_nothing_is_selected(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("space", "c", "t")
        await hands.paste("Source")
        await hands.press("enter")
        assert tags(hands) == [("Source",)]


async def test_a_note_is_written_and_changed_and_taken_away(reader: Reader) -> None:
    async with reader() as hands:
        session = hands.app.reading.session
        await hands.press("space", "c", "n")
        assert isinstance(hands.app.screen, NoteEditor)
        await hands.paste("راجع المصدر")
        await hands.press("enter")
        assert session.entries[0].annotation.note == "راجع المصدر"
        assert any(label_text("راجع المصدر").strip() in row for row in hands.rows("#sidebar"))
        await hands.press("n", "escape")
        assert session.entries[0].annotation.note == "راجع المصدر"
        await hands.press("n", "ctrl+u", "enter")
        assert session.entries[0].annotation.note is None


async def test_a_link_is_drawn_to_the_nearest_citation_and_undone(reader: Reader) -> None:
    async with reader() as hands:
        session = hands.app.reading.session
        await hands.press("space", "c", "escape", "slash")
        await hands.paste("[9]")
        await hands.press("enter", "space", "r", "escape", "left_square_bracket", "l", "c")
        claim, citation = session.entries
        ((_, relation, other, outgoing, _),) = session.links.of(claim)
        assert (relation.name, other.id if other else None, outgoing) == ("cites", citation.id, True)
        await hands.press("ctrl+z")
        assert session.links.of(session.entries[0]) == []


async def test_searching_paints_counts_and_goes_round(reader: Reader) -> None:
    async with reader() as hands:
        session = hands.app.reading.session
        await hands.press("slash")
        await hands.paste("اذربيجان")
        folded = session.search
        assert folded is not None
        assert folded.count > 3, "folded: the text spells it with a hamza"
        first = session.caret
        await hands.press("enter", "n")
        assert session.caret > first
        await hands.press(*["n"] * (folded.count - 1))
        assert session.caret == first, "after the last hit comes the first"
        await hands.press("ctrl+t")
        assert session.search is not None
        assert session.search.count == 0, "exactly as typed it is nowhere"
        assert "Not found" in hands.said[0]
        await hands.press("ctrl+t", "ctrl+t")
        assert session.search.count == folded.count, "the third way is a regular expression, then folded again"
        await hands.press("escape")
        assert session.search is None


async def test_an_expression_finds_and_its_mistakes_are_said_while_one_types(reader: Reader) -> None:
    async with reader() as hands:
        session = hands.app.reading.session
        await hands.press("slash", "ctrl+t", "ctrl+t")
        await hands.paste("(روس|أرمين")
        assert session.search is None
        assert "character 11" in hands.rows("#prompt-words")[0]
        await hands.press(")")
        await hands.finish()
        assert session.search is not None
        assert session.search.count > 3
        assert session.document.slice(Span(session.caret, session.caret + 3)) in ("روس", "أرم")
        assert f"of {session.search.count}" in hands.rows("#prompt-words")[0]


async def test_letters_that_are_not_found_lead_back_to_where_one_was(reader: Reader) -> None:
    async with reader() as hands:
        began = hands.app.reading.session.caret
        await hands.press("slash")
        await hands.paste("روسيا")
        assert hands.app.reading.session.caret != began
        await hands.paste("قققق")
        assert hands.app.reading.session.caret == began


async def test_giving_a_search_up_goes_back_to_where_it_began(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+down")
        began = hands.app.reading.session.caret
        await hands.press("slash")
        await hands.paste("روسيا")
        assert hands.app.reading.session.caret != began
        await hands.press("escape")
        assert hands.app.reading.session.caret == began


@pytest.mark.parametrize(("typed", "paragraph"), [("3", 3), ("٣", 3), ("999", 8), ("0%", 1), ("١٠٠٪", 8)])
async def test_going_to_a_paragraph_or_a_percentage(reader: Reader, typed: str, paragraph: int) -> None:
    async with reader() as hands:
        await hands.press("g")
        await hands.paste(typed)
        await hands.press("enter")
        session = hands.app.reading.session
        count = session.document.paragraph_count
        here = session.document.paragraph_at(session.caret)
        assert session.document.number_of(here) == min(paragraph, count)


async def test_a_filter_lists_only_what_passes(reader: Reader) -> None:
    async with reader() as hands:
        session = hands.app.reading.session
        await hands.press("space", "c", "ctrl+left", "space", "s", "f")
        await hands.paste("اطلاق")
        await hands.press("enter")
        assert [entry.annotation.tags for entry in session.listed] == [("Source",)]
        await hands.press("escape", "f", "ctrl+u", "enter", "F", "F")
        assert [entry.annotation.tags for entry in session.listed] == [("Source",)]
        await hands.press("F")
        assert len(session.listed) == 2


async def test_opening_another_document_saves_this_one_and_remembers_its_place(reader: Reader, seeds: Path) -> None:
    first, second = sorted(seeds.iterdir())
    async with reader(first) as hands:
        await hands.press("space", "c", "ctrl+down")
        left_at = hands.app.reading.session.caret
        hands.app.open_document(second)
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert hands.app.reading.session.document.path == second
        assert "Claim" in (seeds.parent / "annotations" / f"{first.name}.amal.json").read_text(encoding="utf-8")
        hands.app.open_document(first)
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert hands.app.reading.session.caret == left_at
        assert tags(hands) == [("Claim",)]


async def test_a_document_that_cannot_be_opened_leaves_the_other_one_open(reader: Reader, seeds: Path) -> None:
    broken = seeds / "zz.txt"
    broken.write_bytes(bytes(range(256)) * 9)
    async with reader() as hands:
        before = hands.app.reading.session
        hands.app.open_document(broken)
        await hands.app.workers.wait_for_complete()
        await hands.pilot.pause()
        assert hands.app.reading.session is before
        assert any("looks like a binary file" in " ".join(words.split()) for words in hands.said)


async def test_a_set_that_was_damaged_is_left_alone_and_a_copy_can_be_saved(reader: Reader, seeds: Path) -> None:
    document = min(seeds.iterdir())
    path = seeds.parent / "annotations" / f"{document.name}.amal.json"
    async with reader(document) as hands:
        await hands.press("space", "c")
        assert hands.app.reading.saving.finish()
        theirs = path.read_text(encoding="utf-8")[:700]
        path.write_text(theirs, encoding="utf-8")
        await hands.press("ctrl+left", "space", "s")
        hands.app.reading.saving.finish()
        await hands.pilot.pause()
        assert path.read_text(encoding="utf-8") == theirs
        assert any("NOT SAVED" in row for row in hands.rows("#status-line"))
        await hands.press("ctrl+q")
        assert isinstance(hands.app.screen, Question)
        await hands.press("s")
    (copy,) = path.parent.glob("*unsaved*")
    kept = [
        json.loads(line.rstrip(",")) for line in copy.read_text(encoding="utf-8").splitlines() if '"Annotation"' in line
    ]
    assert len(kept) == 2
    assert json.loads(copy.read_text(encoding="utf-8"))["creator"]["nickname"] == "amal-unsaved-1"


async def test_the_palette_finds_a_document_by_words_of_its_title_and_shows_hostile_ones_as_they_are(
    reader: Reader, seeds: Path
) -> None:
    (seeds / "evil.txt").write_text("[bold]نص[/bold] [/x] [@click=app.quit]هنا[/]\n", encoding="utf-8")
    async with reader() as hands:
        shelf: Shelf = hands.app.shelf
        for entry in shelf.library.documents:
            shelf.details[entry.path] = shelf.look_at(entry)
        await hands.press("ctrl+p")
        await hands.paste("وكاله الانباء")
        (row,) = filter(None, hands.rows("#offers"))
        assert "003_4ad2e9aeba37fcb1.txt" in row
        await hands.press("ctrl+u")
        await hands.paste("evil")
        (evil,) = filter(None, hands.rows("#offers"))
        assert "[bold]" in evil
        assert "[@click=app.quit]" in evil
        await hands.press("enter")
        await hands.finish()
        assert hands.app.reading.session.document.path.name == "evil.txt"


async def test_every_command_of_the_palette_runs(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+p")
        offers = hands.app.screen.query_one(OfferList).list.items
        runs = [offer.run for offer in offers if not offer.words().startswith(("Open", "Quit"))]
        await hands.press("escape")
        assert len(runs) > 20
        for run in runs:
            run()
            await hands.pilot.pause()
            for _ in range(5):
                if len(hands.app.screen_stack) > 1:
                    # Escape never leaves a review: it may have been pressed once too often.
                    await hands.press("q" if isinstance(hands.app.screen, ReviewScreen) else "escape")
            assert len(hands.app.screen_stack) == 1
            await hands.press("escape")


async def test_the_palette_changes_the_theme(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+p")
        await hands.paste("theme nord")
        await hands.press("enter")
        assert hands.app.theme == "nord"


async def test_the_palette_is_for_the_reading_screen_alone(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("space", "n", "ctrl+p")
        assert len(hands.app.screen_stack) == 2
        await hands.press("escape", "ctrl+p", "ctrl+p")
        assert len(hands.app.screen_stack) == 1


async def test_help_says_what_the_pane_is_for_and_which_keys_there_are(reader: Reader) -> None:
    async with reader(size=(120, 100)) as hands:
        await hands.press("question_mark")
        rows = hands.rows("#help")
        assert rows[0].strip() == "Reading pane"
        assert any(re.fullmatch(r" *space Select word, sentence, paragraph", row) for row in rows)
        assert any(re.fullmatch(r" *c Claim", row) for row in rows)
        await hands.press("tab")
        await hands.pilot.pause()
        assert hands.rows("#help")[0].strip() == "Annotations"
        assert any(row.endswith("Go to text") for row in hands.rows("#help"))


async def test_help_is_read_to_its_end_by_keys(reader: Reader) -> None:
    async with reader(size=(100, 24)) as hands:
        await hands.press("space", "question_mark")
        panel = hands.app.screen.query_one(HelpPanel)
        seen = hands.rows("#help")
        assert not any("Save again" in row for row in seen)
        caret = hands.app.reading.session.caret
        while hands.app.screen.focused is not panel:
            await hands.press("tab")
        assert hands.rows("#help") == seen, "it goes on about the pane before"
        for _ in range(20):
            await hands.press("pagedown")
            seen += hands.rows("#help")
        assert any("Save again" in row for row in seen)
        assert hands.app.reading.session.caret == caret
        await hands.press("escape")
        assert not hands.app.screen.query(HelpPanel)
        assert hands.app.screen.focused is hands.app.reading.text


async def test_tab_leads_from_the_field_to_its_help_and_round_to_it_again(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("slash", "f1", "tab")
        assert isinstance(hands.app.screen.focused, HelpPanel)
        assert hands.rows("#help")[0].strip() == "Text field"
        await hands.press("shift+tab", "a")
        assert hands.app.screen.query_one(TextField).value == "a"


async def test_help_is_there_while_one_types(reader: Reader) -> None:
    async with reader(size=(120, 140)) as hands:
        for keys in (["slash"], ["space", "n"], ["ctrl+f"], ["ctrl+p"]):
            await hands.press(*keys, "f1")
            assert hands.rows("#help")[0].strip() == "Text field", keys
            assert any("Take away the word before" in row for row in hands.rows("#help"))
            assert not any("Focus" in row for row in hands.rows("#help")), "those are Textual's words"
            shown_keys = {key for row in hands.rows("#help") for key in row.split()}
            assert {"^c", "^insert", "super+c", "shift+insert", "super+shift+z"} <= shown_keys
            await hands.press("f1")
            assert not hands.app.screen.query(HelpPanel)
            await hands.press("escape")


@pytest.mark.parametrize("keys", [["slash"], ["g"], ["space", "n"], ["space", "t"], ["ctrl+p"], ["ctrl+f"], ["i"]])
async def test_nothing_said_before_stands_over_what_is_asked(reader: Reader, keys: list[str]) -> None:
    async with reader() as hands:
        await hands.press("d")
        assert hands.said
        await hands.press(*keys)
        assert hands.said == []


async def test_what_was_asked_before_is_replaced_by_what_is_typed(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("f")
        await hands.paste("قال")
        await hands.press("enter", "f")
        field = hands.app.screen.query_one(TextField)
        assert field.value == "قال"
        await hands.paste("هو")
        assert field.value == "هو"
        await hands.press("escape", "ctrl+f")
        await hands.paste("لا")
        await hands.press("enter", "escape", "ctrl+f", "end")
        await hands.paste(" شيء")
        assert hands.app.screen.query_one(TextField).value == "لا شيء"


async def test_a_palette_without_an_offer_says_so(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+p")
        await hands.paste("xyzzy")
        assert hands.rows("#offers")[0].strip() == "Nothing found"


async def test_a_long_note_is_edited_on_a_small_screen(reader: Reader) -> None:
    async with reader(size=(40, 12)) as hands:
        await hands.press("space", "n")
        await hands.paste("\n".join(f"سطر {number}" for number in range(30)))
        field, dialog = hands.app.screen.query_one(TextField), hands.app.screen.children[0]
        assert field.editor.place in field.visible_places
        assert dialog.region.contains_region(field.region)
        assert all(dialog.region.contains_region(view.region) for view in hands.app.screen.query(TextView))


async def test_help_leaves_the_text_readable(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("question_mark")
        assert hands.app.screen.query(HelpPanel)
        assert hands.app.reading.text.area.width >= 20
        await hands.press("question_mark")
        assert not hands.app.screen.query(HelpPanel)


async def test_a_pane_that_was_asked_for_does_not_come_before_the_text_on_a_smaller_screen(reader: Reader) -> None:
    async with reader(size=(120, 30)) as hands:
        screen = hands.app.reading
        await hands.press("f4", "f4", "escape", "f2", "f2", "escape")
        assert screen.focused is screen.text
        await hands.pilot.resize_terminal(50, 20)
        await hands.finish()
        assert screen.focused is screen.text and screen.text.size.width == 50
        # What one is in stays, and what is asked for comes.
        await hands.press("f4")
        await hands.pilot.resize_terminal(40, 20)
        await hands.finish()
        assert screen.focused is screen.sidebar and not screen.text.display
        await hands.press("escape")
        await hands.pilot.resize_terminal(120, 30)
        await hands.finish()
        assert screen.focused is screen.text


@pytest.mark.parametrize("asks", ["slash", "f", "g"])
async def test_escape_in_the_text_takes_away_a_line_that_was_left_open(reader: Reader, asks: str) -> None:
    async with reader() as hands:
        screen = hands.app.reading
        await hands.press(asks, "1", "tab", "escape", "ctrl+end")
        caret = screen.session.caret
        assert screen.prompt.is_open
        await hands.press("escape", "escape")
        assert not screen.prompt.is_open and screen.session.caret == caret and screen.focused is screen.text


@pytest.mark.parametrize("begin", [("n", "قول"), ("slash", "الت")])
async def test_a_document_that_is_opened_comes_when_what_is_typed_is_done(
    reader: Reader, seeds: Path, begin: tuple[str, str]
) -> None:
    (seeds / "first.txt").write_text("أول", encoding="utf-8")
    (seeds / "second.txt").write_text("ثان", encoding="utf-8")
    async with reader() as hands:
        before = hands.app.reading.session
        await hands.press("space", begin[0])
        for name in ("first.txt", "second.txt"):
            hands.app.open_document(seeds / name)
            await hands.finish()
        await hands.press(*begin[1], "enter")
        await hands.until(lambda: hands.app.reading.session is not before)
        assert hands.app.reading.session.document.path.name == "second.txt"
        assert [annotation.note for annotation, _ in before.own.store.placements()] == (
            ["قول"] if begin[0] == "n" else []
        )
        assert not hands.app.reading.session.entries


async def test_a_page_that_was_laid_out_for_another_pane_is_painted_for_this_one(reader: Reader) -> None:
    async with reader(size=(60, 20)) as hands:
        before = hands.rows("#reading-pane")
        for width in (200, 12):
            hands.app.reading.session.page.width = width
            hands.app.reading.text.refresh()
            await hands.pilot.pause()
            assert hands.rows("#reading-pane") == before


async def test_a_mouse_that_is_held_while_a_dialog_opens_or_another_document_does_no_harm(
    reader: Reader, seeds: Path
) -> None:
    (seeds / "short.txt").write_text("نص قصير", encoding="utf-8")
    async with reader() as hands:
        app, text = hands.app, hands.app.reading.text
        await hands.pilot.mouse_down("#reading-pane", offset=(20, 3))
        await hands.press("t")
        dialog, field = app.screen, app.screen.focused
        await hands.pilot.hover(offset=(60, 12))
        await hands.pilot.mouse_up(offset=(60, 12))
        assert app.screen is dialog and app.screen.focused is field and field is not None
        await hands.press("escape")
        selected = app.reading.session.selection
        await hands.pilot.hover("#reading-pane", offset=(30, 8))
        assert app.reading.session.selection == selected
        await hands.pilot.mouse_down("#reading-pane", offset=(20, 8))
        app.open_document(seeds / "short.txt")
        await hands.until(lambda: app.reading.session.document.path.name == "short.txt")
        await hands.pilot.hover("#reading-pane", offset=(50, 2))
        await hands.pilot.mouse_up("#reading-pane", offset=(50, 2))
        session = app.reading.session
        assert session.selection is None and session.caret <= session.document.end
        await hands.pilot.click("#sidebar")
        assert app.reading.focused is app.reading.sidebar and text.session is session


@pytest.mark.parametrize("columns", [100, 200, 60])
async def test_the_first_frame_of_another_size_has_every_pane_where_it_stays(reader: Reader, columns: int) -> None:
    async with reader(size=(120, 36)) as hands:
        frames: list[list[Region]] = []

        def look(screen: Screen[None]) -> None:
            frames.append(
                [screen.query_one(f"#{name}").region for name in ("library-box", "reading-pane", "sidebar-box")]
            )

        hands.app.screen.screen_layout_refresh_signal.subscribe(hands.app.screen, look, immediate=True)
        await hands.pilot.resize_terminal(columns, 30)
        await hands.finish()
        assert frames
        assert frames[0] == frames[-1]
        assert frames[0][1].height < 30


@pytest.mark.parametrize("size", [(1, 1), (4, 2), (12, 4), (40, 10), (80, 24), (200, 60), (500, 200)])
async def test_every_size_of_the_screen_can_be_used(reader: Reader, size: tuple[int, int]) -> None:
    async with reader(size=size) as hands:
        await hands.press("space", "c", "f2", "f4", "tab", "pagedown", "ctrl+end", "escape", "]")
        assert tags(hands) == [("Claim",)]


async def test_other_settings_are_obeyed(reader: Reader) -> None:
    async with reader(measure=30, align="start", theme="textual-light", keys={"highlight": "x"}) as hands:
        text = hands.app.reading.text
        assert text.area.width == 30
        assert text.text_left + text.area.width + text.area.margin + 1 == text.row_width, "Arabic begins at the right"
        assert hands.app.theme == "textual-light"
        await hands.press("space", "x")
        assert tags(hands) == [()]


async def test_an_unknown_theme_is_said_and_not_fatal(reader: Reader) -> None:
    async with reader(theme="no such theme") as hands:
        assert any("no such theme" in words for words in hands.said)


async def test_keys_for_commands_that_do_not_exist_are_said(reader: Reader) -> None:
    async with reader(keys={"highlihgt": "x", "undo": "U"}) as hands:
        assert any("highlihgt" in words for words in hands.said)
        await hands.press("space", "c", "U")
        assert tags(hands) == []


async def test_the_text_goes_on_after_a_page_where_the_last_row_stood(reader: Reader) -> None:
    async with reader(size=(60, 16)) as hands:
        text = hands.app.reading.text
        last = text.visible_places[-1]
        await hands.press("pagedown")
        assert text.visible_places[0] == last
        await hands.press("pageup")
        assert text.visible_places[0] == (0, 0)


async def test_a_copy_of_ones_own_set_is_another_set(reader: Reader, seeds: Path) -> None:
    document = min(seeds.iterdir())
    folder = seeds.parent / "annotations"
    async with reader(document) as hands:
        await hands.press("space", "c")
    own = folder / f"{document.name}.amal.json"
    copy = own.with_name(f"{document.name}.badria.json")
    copy.write_bytes(own.read_bytes())
    async with reader(document) as hands:
        session = hands.app.reading.session
        theirs = next(entry for entry in session.entries if entry.layer is not session.own)
        session.focus(theirs.id)
        await hands.press("d")
        assert len(session.entries) == 2, "what is badria's cannot be deleted"
        mine = next(entry for entry in session.entries if entry.layer is session.own)
        session.focus(mine.id)
        await hands.press("d")
        assert [entry.id for entry in session.entries] == [theirs.id]
    assert copy.exists()


async def test_a_tag_that_is_off_by_default_is_listed_only_for_who_types_its_name(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("space", "t")
        offered = hands.app.screen.query_one(ChoiceList).list
        assert "Claim" in {choice.name for choice in offered.items}
        assert "Entity" not in {choice.name for choice in offered.items}
        await hands.paste("كيان")
        await hands.press("enter")
        assert tags(hands) == [("Entity",)]


@pytest.mark.parametrize("size", [(4, 43), (1, 1), (9, 3)])
async def test_palette_picker_and_note_outlive_a_screen_too_small_for_them(
    reader: Reader, size: tuple[int, int]
) -> None:
    async with reader() as hands:
        await hands.press("space", "c")
        for opening in ("ctrl+p", "t", "n", "question_mark", "f"):
            await hands.press(opening, "a")
            await hands.pilot.resize_terminal(*size)
            await hands.press("pagedown", "pageup", "down")
            await hands.pilot.resize_terminal(100, 30)
            await hands.press("escape", "escape")
        assert tags(hands) == [("Claim",)]


async def test_paging_in_a_palette_that_finds_nothing_does_nothing(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+p", "§", "pageup", "pagedown", "escape")
        assert len(hands.app.screen_stack) == 1


async def test_all_documents_are_searched_and_a_hit_is_opened(reader: Reader, seeds: Path) -> None:
    (seeds / "bad.txt").write_bytes(bytes(range(256)) * 8)
    second = seeds / "zz.txt"
    second.write_text("سطر\nآخر فيه تَنقيبٌ هنا\n", encoding="utf-8")
    async with reader() as hands:
        await hands.press("ctrl+f")
        await hands.paste("تنقيب")
        await hands.press("enter")
        await hands.finish()
        rows = [row for row in hands.rows("#found") if row]
        assert any(row.startswith("bad.txt") and "binary" in row for row in rows)
        (hit,) = [row for row in rows if row.startswith("zz.txt")]
        assert label_text("آخر فيه تَنقيبٌ هنا").strip() in hit
        assert "1 hit in 1 document" in hands.rows("#found-words")[0]
        await hands.press("down", "down", "down", "enter")
        await hands.finish()
        session = hands.app.reading.session
        assert session.document.path == second
        assert session.document.slice(Span(session.caret, session.caret + 4)) == "تَنق"
        assert session.search is not None
        assert session.search.words == "1 of 1"
        await hands.press("ctrl+f")
        assert [row for row in hands.rows("#found") if row] == rows, "what was found is still there"
        await hands.press("escape")
        assert session.search is not None


async def test_escape_ends_a_search_of_all_documents(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    is_given_up = threading.Event()
    read = []

    def read_slowly(path: Path, encoding: str | None) -> Document:
        read.append(path)
        assert is_given_up.wait(20)
        return read_document(path, encoding)

    async with reader() as hands:
        monkeypatch.setattr(folder_search, "read_document", read_slowly)
        await hands.press("ctrl+f")
        await hands.paste("روسيا")
        await hands.press("enter")
        assert "0 of 2 searched…" in hands.rows("#found-words")[0]
        await hands.press("escape")
        assert hands.app.screen is hands.app.reading
        is_given_up.set()
        await hands.finish()
        assert len(read) == 1, "nothing more is read"


async def test_a_mistake_in_an_expression_for_all_documents_is_said(reader: Reader) -> None:
    async with reader() as hands:
        await hands.press("ctrl+f", "ctrl+t", "ctrl+t")
        await hands.paste("روس[")
        await hands.press("enter")
        assert "Mistake in the expression at character" in hands.rows("#found-words")[0]
        await hands.paste("ي]")
        await hands.press("enter")
        await hands.finish()
        assert [row for row in hands.rows("#found") if row]


async def test_a_long_document_is_searched_while_one_goes_on(
    reader: Reader, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_go_on = threading.Event()

    def slow_matches(*arguments: Any) -> Iterator[Matches]:
        for found in matches(*arguments):
            yield found
            assert threading.current_thread() is threading.main_thread() or may_go_on.wait(20)

    text = "كلمة أخرى\n" * 400_000
    long = seeds / "long.txt"
    long.write_text(f"{text}النهاية\n", encoding="utf-8")
    async with reader(long) as hands:
        session = hands.app.reading.session
        monkeypatch.setattr(searching, "matches", slow_matches)
        await hands.press("slash")
        await hands.paste("اخري")
        assert session.search is not None
        assert session.search.running
        assert session.caret == 5, "the first hit is shown before all are counted"
        assert hands.rows("#prompt-words")[0].startswith(f"1 of {session.search.count}… ")
        await hands.press("enter", "n", "n")
        assert session.caret == next(islice(session.document.paragraphs(), 2, None)).start + 5
        await hands.press("N", "N", "N")
        *_, last, end = session.document.paragraphs(session.document.end - 60)
        assert session.caret == last.start + 5, "the last one, where the search has not been yet"
        assert session.search.running
        may_go_on.set()
        await hands.finish()
        assert session.search.words == "400000 of 400000"
        await hands.press("slash")
        await hands.paste("النهايه")
        await hands.finish()
        assert session.caret == end.start
        assert session.search.words == "1 of 1"


async def test_the_window_stays_where_one_has_put_it_while_hits_are_counted(
    reader: Reader, seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = seeds / "long.txt"
    long.write_text("كلمة أخرى\n" * 200_000, encoding="utf-8")
    async with reader(long) as hands:
        await hands.press("slash")
        await hands.paste("اخري")
        await hands.press("enter", *["j"] * 40)
        top = hands.app.reading.text.window.top
        await hands.finish()
        assert hands.app.reading.text.window.top == top
        assert top.block == next(islice(hands.app.reading.session.document.paragraphs(), 40, None)).start


async def test_the_pages_before_and_after_are_laid_out_while_nobody_waits(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(size=(80, 24)) as hands:
        pane = hands.app.reading.text
        await hands.press("pagedown")
        while getgeneratorstate(pane._ahead) != GEN_CLOSED:
            await hands.pilot.pause()
        monkeypatch.setattr("tui_reader.session.page.ShapedParagraph", None)
        monkeypatch.setattr("tui_reader.session.page.ParagraphLayout", None)
        widths = {pane.session.page.line(place).width for place in pane.window.next_places()}
        assert widths == {pane.area.width}


async def test_a_step_of_the_caret_repaints_its_rows_and_no_other(reader: Reader) -> None:
    async with reader() as hands:
        pane = hands.app.reading.text
        painted: list[Place] = []
        paint = pane.row_strip
        pane.row_strip = lambda place, width: (painted.append(place), paint(place, width))[1]
        await hands.press("left")
        assert painted == [pane.session.page.place_of(pane.session.caret)]
        painted.clear()
        before = pane.session.page.place_of(pane.session.caret)
        await hands.press("down")
        assert painted == [before, pane.session.page.place_of(pane.session.caret)]
        painted.clear()
        await hands.press("shift+down", "shift+down")
        assert set(painted) <= {Place(before.block, before.row + more) for more in range(1, 4)}
