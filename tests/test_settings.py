"""Settings: command line over environment over file over defaults, and faults that stop nobody."""

from __future__ import annotations

import os
from pathlib import Path
from unittest.mock import patch

import platformdirs
import pytest
from configured import load_settings

from tui_reader.errors import ExitCode, TuiReaderError
from tui_reader.launch import chosen_settings
from tui_reader.recognition import recognisers
from tui_reader.recognition.gazetteer import TAGGED_BEFORE
from tui_reader.settings import (
    MIN_MEASURE,
    RECOGNISERS,
    Settings,
    Suggester,
    config_path,
    state_folder,
)
from tui_reader.terminal.choice import TerminalBidi
from tui_reader.text.bidi import Direction


def load(home: Path, content: str | bytes, **environment: str) -> tuple[Settings, list[str]]:
    """The settings of a configuration file."""
    path = home / "config.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_settings({"TUI_READER_CONFIG": str(path), **environment})


def test_an_annotator_has_a_name_that_a_set_can_hold() -> None:
    # So come the bytes of an argument or a variable that are not UTF-8.
    name = os.fsdecode("b\xe9".encode("latin-1"))
    assert chosen_settings({"annotator": name}).annotator == "b?"
    with patch.dict(os.environ, {"TUI_READER_ANNOTATOR": name}):
        assert chosen_settings({}).annotator == "b?"


def test_without_a_file_there_are_defaults_and_no_words(home: Path) -> None:
    settings, problems = load_settings()
    assert problems == []
    assert settings.annotator
    assert settings == Settings(annotator=settings.annotator)


def test_suggesters_are_declared(home: Path) -> None:
    settings, problems = load(
        home,
        """
        suggest = ["quotations", "names", "places", "quotations"]
        [suggesters.names]
        command = ["tools/names", "--model", "~/small"]
        timeout = 2
        tag = "Entity"
        per = "paragraph"
        [suggesters.places]
        gazetteer = "~/places.tsv"
        [suggesters.spacy]
        command = ["spacy-names"]
        """,
    )
    assert problems == []
    assert settings.suggest == ("quotations", "names", "places")
    assert settings.suggesters == {
        "names": Suggester(
            (str(home / "tools/names"), "--model", "~/small"), timeout=2.0, tag="Entity", per="paragraph"
        ),
        "places": Suggester(gazetteer=Path("~/places.tsv").expanduser()),
        "spacy": Suggester(("spacy-names",)),
    }


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("[suggesters]\nnames = 3", "suggesters: names: must be a table"),
        ("suggesters = 3", "suggesters: must be a table"),
        ("[suggesters.names]\ntag = 'Entity'", "suggesters: names: must have a command or a gazetteer, and not both"),
        (
            "[suggesters.names]\ncommand = ['a']\ngazetteer = 'b'",
            "suggesters: names: must have a command or a gazetteer, and not both",
        ),
        ("[suggesters.names]\ncommand = 'names -x'", "suggesters: names: command must be a program and its arguments"),
        ("[suggesters.names]\ncommand = []", "suggesters: names: command must be a program and its arguments"),
        ("[suggesters.names]\ncommand = ['a', 3]", "suggesters: names: command must be a program and its arguments"),
        ('[suggesters.names]\ncommand = ["a", "\\u0000"]', "suggesters: names: command holds a character"),
        ("[suggesters.names]\ngazetteer = ''", "suggesters: names: gazetteer must be the path of a file of terms"),
        ("[suggesters.names]\ncommand = ['a']\ntimeout = 0", "suggesters: names: timeout must be a number of seconds"),
        ("[suggesters.names]\ncommand = ['a']\ntimeout = true", "suggesters: names: timeout must be a number"),
        ("[suggesters.names]\ncommand = ['a']\ntimeout = nan", "suggesters: names: timeout must be a number"),
        ("[suggesters.names]\ncommand = ['a']\ntag = 1", "suggesters: names: tag must be text"),
        (
            "[suggesters.names]\ncommand = ['a']\nper = 'line'",
            "suggesters: names: per must be one of document, paragraph",
        ),
        ("[suggesters.names]\ncommand = ['a']\nshell = true", "suggesters: names: shell is nothing it can have"),
        ("[suggesters.citations]\ncommand = ['a']", "suggesters: citations: is the name of another one"),
        ("suggest = 'citations'", "suggest: must be an array of names of suggesters"),
        ("suggest = ['citation']", "suggest: citation: is no suggester; there are citations, quotations,"),
    ],
)
def test_a_suggester_with_something_wrong_is_told_and_the_others_are_asked(home: Path, said: str, message: str) -> None:
    sound = "" if "suggesters = " in said else "\n[suggesters.places]\ngazetteer = 'places.tsv'"
    settings, (problem,) = load(home, said + sound)
    assert problem.startswith(f"{home / 'config.toml'}: {message}")
    assert list(settings.suggesters) == (["places"] if sound else [])


def test_the_suggesters_that_need_no_declaration_are_those_there_are() -> None:
    assert (*recognisers.RECOGNISERS, TAGGED_BEFORE) == RECOGNISERS


def test_everything_can_be_set(home: Path) -> None:
    settings, problems = load(
        home,
        """
        annotator = "أمل"
        annotations = "sets"
        encoding = "windows-1256"
        direction = "majority"
        measure = 66
        align = "start"
        hidden = true
        harakat = false
        least-score = 0.5
        theme = "textual-light"
        [keys]
        highlight = "x"
        """,
    )
    assert problems == []
    assert settings == Settings(
        annotator="أمل",
        annotations=home / "sets",
        encoding="windows-1256",
        direction=Direction.MAJORITY,
        measure=66,
        align="start",
        hidden=True,
        harakat=False,
        least_score=0.5,
        theme="textual-light",
        keys={"highlight": "x"},
    )


def test_the_environment_comes_before_the_file(home: Path) -> None:
    settings, _ = load(home, 'annotator = "amal"', TUI_READER_ANNOTATOR="badria")
    assert settings.annotator == "badria"
    settings, _ = load(home, 'annotator = "amal"', TUI_READER_ANNOTATOR="")
    assert settings.annotator == "amal"


def test_a_home_folder_is_understood(home: Path) -> None:
    settings, _ = load(home, 'annotations = "~/sets"')
    assert settings.annotations == Path.home() / "sets"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("annotator = 5", "annotator"),
        ("annotations = true", "annotations"),
        ("encoding = 1256", "encoding"),
        ('direction = "up"', "direction"),
        ("direction = 1", "direction"),
        (f"measure = {MIN_MEASURE - 1}", "measure"),
        ("measure = true", "measure"),
        ("measure = 60.5", "measure"),
        ('measure = "60"', "measure"),
        ('align = "left"', "align"),
        ("hidden = 1", "hidden"),
        ('harakat = "no"', "harakat"),
        ("least-score = 2", "least-score"),
        ("least-score = true", "least-score"),
        ("theme = []", "theme"),
        ('keys = "x"', "keys"),
        ("keys = { highlight = 5 }", "keys"),
        ('nonsense = "x"', "nonsense"),
    ],
)
def test_one_fault_is_told_and_costs_one_setting(home: Path, line: str, name: str) -> None:
    other = "theme" if name != "theme" else "encoding"
    settings, problems = load(home, f'{line}\n{other} = "kept"\n'.replace("\n[keys]", ""))
    assert len(problems) == 1
    assert f": {name}: " in problems[0]
    assert "\n" not in problems[0]
    assert getattr(settings, other) == "kept"
    default = Settings()
    if hasattr(default, name) and name != "annotator":
        assert getattr(settings, name) == getattr(default, name)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"measure = ", b"[", b"measure = 5\nmeasure = 6"])
def test_a_file_that_is_no_toml_is_told_once(home: Path, content: bytes) -> None:
    settings, problems = load(home, content)
    assert len(problems) == 1
    assert problems[0].startswith(str(home / "config.toml"))
    assert settings.measure == Settings().measure


def test_a_folder_in_place_of_the_file_is_told(home: Path) -> None:
    _, problems = load_settings({"TUI_READER_CONFIG": str(home)})
    assert len(problems) == 1


def test_configuration_and_state_are_in_the_users_folders(home: Path) -> None:
    without = {name: value for name, value in os.environ.items() if name != "TUI_READER_CONFIG"}
    assert home in config_path(without).parents
    assert home in state_folder().parents


@pytest.mark.parametrize("home", ["/home/somebody", "", "relative", None])
@pytest.mark.parametrize("named", ["/somewhere/else", "", "relative", None])
def test_the_folders_are_those_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, home: str | None, named: str | None
) -> None:
    for variable, value in (("HOME", home), ("XDG_CONFIG_HOME", named), ("XDG_STATE_HOME", named)):
        if value is None:
            monkeypatch.delenv(variable, raising=False)
        else:
            monkeypatch.setenv(variable, value)
    assert config_path({}) == platformdirs.user_config_path("tui-reader") / "config.toml"
    assert state_folder() == platformdirs.user_state_path("tui-reader")


def test_the_way_of_the_terminal_by_option_over_variable_over_configuration(home: Path) -> None:
    (home / "config.toml").write_text('terminal-bidi = "kitty"')
    assert chosen_settings({}).terminal_bidi is TerminalBidi.KITTY
    with patch.dict(os.environ, TUI_READER_TERMINAL_BIDI="runs"):
        assert chosen_settings({}).terminal_bidi is TerminalBidi.RUNS
        assert chosen_settings({"terminal_bidi": "visual"}).terminal_bidi is TerminalBidi.VISUAL
        assert chosen_settings({"terminal_bidi": None}).terminal_bidi is TerminalBidi.RUNS


@pytest.mark.parametrize("word", ["sideways", "VISUAL", " runs", "\x1b[31m"])
def test_a_way_that_is_not_there_ends_with_what_there_is(home: Path, word: str) -> None:
    with pytest.raises(TuiReaderError, match="must be one of auto, explicit, visual") as told:
        load_settings({"TUI_READER_TERMINAL_BIDI": word, "HOME": str(home)})
    assert told.value.exit_code == ExitCode.USAGE
    (home / "config.toml").write_text("terminal-bidi = 3\nterminal_bidi = 'runs'")
    settings, problems = load_settings({"TUI_READER_CONFIG": str(home / "config.toml"), "HOME": str(home)})
    assert settings.terminal_bidi is TerminalBidi.AUTO
    assert len(problems) == 2
