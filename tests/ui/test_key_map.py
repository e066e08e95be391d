"""Keys that people give to commands: checked, taken from others, told of, and seen wherever keys are."""

from __future__ import annotations

import inspect
import pkgutil
import tomllib
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from configured import load_settings
from program import run
from textual.binding import Binding
from textual.widget import Widget

import tui_reader.ui
from tui_reader.annotations.tagset import default_tagset
from tui_reader.ui.commands.table import tag_keys
from tui_reader.ui.key_map import all_panes, is_key, key_map, normal, told

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TAGS = tag_keys(default_tagset())
EVERY_ID = sorted({bound.id or "" for pane in all_panes() for bound in pane.bindings} | TAGS.keys())


def printed(*options: str) -> str:
    result = run("keys", *options)
    assert (result.returncode, result.stderr) == (0, b"")
    return result.stdout.decode()


def test_every_binding_of_every_pane_and_dialog_has_an_id_and_is_listed() -> None:
    listed = tomllib.loads(printed())["keys"]
    for module in pkgutil.walk_packages(tui_reader.ui.__path__, "tui_reader.ui."):
        for _, kind in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(kind, Widget) and kind.__module__.startswith("tui_reader"):
                own = [bound for bound in vars(kind).get("BINDINGS", ()) if isinstance(bound, Binding)]
                assert all(bound.id in listed for bound in own), (kind, own)


def test_what_is_printed_can_be_the_configuration_and_changes_nothing(home: Path) -> None:
    text = printed("--usual")
    (home / "config.toml").write_text(text, encoding="utf-8")
    settings, problems = load_settings()
    assert problems == []
    chosen = key_map(settings.keys, TAGS)
    assert chosen.problems == ()
    assert printed() == text
    assert set(settings.keys) >= set(EVERY_ID)


def test_any_command_can_be_given_another_key_or_none() -> None:
    for name in EVERY_ID:
        for keys, expected in (("f9,alt+J", "f9,alt+J"), ("]", "right_square_bracket"), ("", "")):
            chosen = key_map({name: keys}, TAGS)
            assert chosen.keys[name] == expected
            assert chosen.for_textual[name]
            assert all(each in ("annotation.next", "check.next", "review.down", name) for each in chosen.keys)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"highlihgt": "x"}, "is no command; is \u2068highlight\u2069 meant?"),
        ({"queue": "x"}, "is no command; is \u2068suggestion.queue\u2069 meant?"),
        ({"queue.accept": "x"}, "is \u2068review.accept\u2069, \u2068suggestion.accept\u2069 meant?"),
        ({"nothing like it at all": "x"}, "tui-reader keys lists all of them"),
        ({"highlight": "ctrl+"}, "there is no key called"),
        ({"highlight": "hyper+nokey"}, "there is no key called \u2068hyper+nokey\u2069"),
        ({"highlight": "f9", "note": "h,f9"}, "\u2068f9\u2069 is given to \u2068highlight\u2069 already"),
        ({"note": "U"}, "\u2068filter.unsettled\u2069 has no key any more"),
    ],
)
def test_what_is_wrong_is_told_on_one_line_with_its_place(home: Path, keys: dict[str, str], expected: str) -> None:
    lines = ["measure = 60", "", "[keys] # mine", *(f'"{name}" = "{key}"' for name, key in keys.items())]
    path = home / "config.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    settings, _ = load_settings()
    assert settings.keys == keys
    (problem,) = told(key_map(settings.keys, TAGS).problems, path)
    assert problem.startswith(f"{path}:{len(lines)}: keys: ")
    assert expected in problem
    assert "\n" not in problem


def test_names_with_points_need_no_quotes(home: Path) -> None:
    (home / "config.toml").write_text('keys.tagset.Claim = "1"\n[keys.select]\ngrow = "f5"\n', encoding="utf-8")
    settings, problems = load_settings()
    assert (settings.keys, problems) == ({"tagset.Claim": "1", "select.grow": "f5"}, [])
    chosen = key_map({"select.grow": "nokey"}, TAGS)
    (problem,) = told(chosen.problems, home / "config.toml")
    assert "config.toml:3: " in problem


def test_who_is_left_without_a_key_on_purpose_is_not_told_of() -> None:
    chosen = key_map({"note": "U", "filter.unsettled": ""}, TAGS)
    assert chosen.problems == ()
    swapped = key_map({"note": "h", "highlight": "n"}, TAGS)
    assert (swapped.keys, swapped.problems) == ({"note": "h", "highlight": "n"}, ())
    half = key_map({"note": "z"}, TAGS)
    assert (half.keys, half.problems) == ({"note": "z", "undo": "ctrl+z"}, ())


def test_panes_do_not_stand_in_each_others_way() -> None:
    chosen = key_map({"sidebar.up": "n", "check.confirm": "n"}, TAGS)
    assert "note" not in chosen.keys
    assert chosen.keys["check.next"] == "down,right_square_bracket"


@pytest.mark.parametrize(
    "key", ["a", "]", "ctrl+x", "shift+f5", "alt+left", "question_mark", "f12", "+", "ctrl++", "ض"]
)
def test_keys_that_are(key: str) -> None:
    assert is_key(key)
    assert is_key(normal(key))
    assert normal(normal(key)) == normal(key)


@pytest.mark.parametrize("key", ["", "ctrl", "ctrl+", "cntrl+x", "ctrl+ctrl+x", "f99", "spaec", "a b", "a+b"])
def test_keys_that_are_not(key: str) -> None:
    assert not is_key(key)


async def test_keys_are_shown_everywhere_as_they_are_chosen(reader: Reader) -> None:
    keys = {"highlight": "x", "note": "", "tagset.Claim": "1", "tagset.Evidence": "e", "list.down": "f8", "undo": "f9"}
    async with reader(keys=keys, size=(200, 200), messages=True) as hands:
        await hands.press("d")
        assert hands.said == ["Nothing is selected and no annotation is here: space \ntakes the word"]
        await hands.press("space", "1", "d")
        assert hands.said == ["Deleted; f9 brings it back"]
        await hands.press("f9", "ctrl+left", "space", "x", "ctrl+left", "space", "e", "h", "n")
        tags = [entry.annotation.tags for entry in hands.app.reading.session.entries]
        assert tags == [("Claim",), (), ("Evidence",)]
        [footer] = hands.rows("#keys-line")
        assert "1 Claim" in footer
        assert "x Highlight" in footer
        assert "Note" not in footer
        assert "none" not in footer
        await hands.press("?")
        rows = [row.split() for row in hands.rows("#help")]
        assert ["x", "Highlight", "without", "a", "tag"] in rows
        assert not any("<none>" in row for row in rows)
        await hands.press("?", "ctrl+p")
        await hands.paste("highlight without")
        assert [" ".join(row.split()) for row in hands.rows("#offers") if row] == ["Highlight without a tag (x)"]
        await hands.press("escape", "ctrl+p")
        await hands.paste("write a note")
        assert [" ".join(row.split()) for row in hands.rows("#offers") if row] == ["Write a note"]
        await hands.press("escape", "ctrl+p", "f8", "f8", "down")
        assert hands.app.screen.query_one("#offers").marked == 2, "down is no key of it any more"


async def test_a_key_that_is_not_given_leaves_all_as_it_is(reader: Reader) -> None:
    async with reader(keys={"highlihgt": "x", "undo": "no key"}, messages=True) as hands:
        assert any("highlihgt" in words for words in hands.said)
        await hands.press("space", "h", "z")
        assert len(hands.app.reading.session.entries) == 0


async def test_a_tag_has_the_key_its_tagset_gives_it_and_the_command_another_or_none(
    reader: Reader, seeds: Path
) -> None:
    tagset = seeds.parent / "annotations" / "tagset.toml"
    tagset.parent.mkdir()
    tags = "".join(f'[[tag]]\nname = "{name}"\nkey = "{key}"\n' for name, key in (("Person", "p"), ("Date", "d")))
    tagset.write_text(f'name = "own"\nversion = 1\n{tags}', encoding="utf-8")
    async with reader(size=(160, 40)) as hands:
        await hands.press("space", "p")
        assert hands.app.reading.session.focused is not None
        assert hands.app.reading.session.focused.annotation.tags == ("Person",)
        assert (hands.app.key_of("views"), hands.app.key_of("delete")) == ("", "delete")
        await hands.press("delete")
        assert not hands.app.reading.session.entries
        # What a person has chosen comes before what the tagset says.
    async with reader(size=(160, 40), keys={"views": "p"}) as hands:
        await hands.press("space", "p")
        assert not hands.app.reading.session.entries
