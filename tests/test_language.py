"""The language of the interface: which one is chosen, that nothing is said outside it, and that no table has gaps."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
import sentences
from configured import load_settings
from hypothesis import given
from hypothesis import strategies as st
from program import run, said

from tui_reader import language
from tui_reader.arabic import category
from tui_reader.language import language_of, tr, tr_count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLES = [language.table_of(name) for name in language.LANGUAGES if name != language.ENGLISH]
CATEGORIES = {"ar": {"zero", "one", "two", "few", "many", "other"}}
"""The plural categories of CLDR for cardinal numbers."""
OF_TEXTUAL: set[str] = set()
"""What Textual's own commands are called, where we show them."""


@pytest.fixture
def arabic() -> Iterator[None]:
    language.use("ar")
    yield
    language.use(language.ENGLISH)


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def has_values(sentence: str) -> bool:
    """Whether it is filled in, with values and keys: other sentences may hold braces of their own."""
    try:
        names = placeholders(sentence)
    except ValueError:
        return False
    return bool(names) and all(part.isidentifier() for name in names for part in name.split("."))


# Nothing is said outside it


def test_every_string_that_is_shown_goes_through_the_catalogue() -> None:
    assert list(map(str, sentences.unsaid())) == []


def test_modules_that_speak_english_only_are_there() -> None:
    names = {name for path in sentences.PACKAGE.rglob("*.py") for name in (path.name, path.parent.name)}
    assert sentences.ENGLISH_ONLY.keys() <= names


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_a_table_has_every_sentence_and_no_other(table: language.Table) -> None:
    in_code = set(sentences.sentences()) | OF_TEXTUAL
    assert in_code - table.sentences.keys() == set(), "not in the table"
    assert table.sentences.keys() - in_code == set(), "nobody says these"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_a_table_has_every_counted_sentence_in_all_its_forms(table: language.Table) -> None:
    counted = sentences.counted()
    assert set(counted) == set(table.counted)
    for other, forms in table.counted.items():
        assert set(forms) == CATEGORIES[table.language], other
        own = placeholders(other)
        assert placeholders(counted[other]) | {"count"} == own, other
        for category_name, form in forms.items():
            # Where a category is one number, its word can stand for it; none can where it is many.
            needed = own - {"count"} if category_name in {"zero", "one", "two"} else own
            # Of what was not done nothing can be taken back.
            needed -= {"undo"} if category_name == "zero" else set()
            assert needed <= placeholders(form) <= own, (other, category_name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_placeholders_are_the_same(table: language.Table) -> None:
    for english, sentence in table.sentences.items():
        if has_values(english):
            assert placeholders(sentence) == placeholders(english), english


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.language)
def test_what_stands_at_the_ends_is_the_same(table: language.Table) -> None:
    """Sentences are put together: blanks and colons at their ends belong to them."""
    for english, sentence in table.sentences.items():
        assert sentence.strip(), english
        assert english[0].isspace() == sentence[0].isspace(), english
        assert english[-1].isspace() == sentence[-1].isspace(), english
        assert english.endswith(":") == sentence.endswith(":"), english


# Numbers


@pytest.mark.parametrize(
    ("name", "numbers"),
    # The samples of CLDR's plurals.xml.
    [
        ("zero", [0]),
        ("one", [1]),
        ("two", [2]),
        ("few", [*range(3, 11), *range(103, 111), 1003]),
        ("many", [*range(11, 27), 111, 1011]),
        ("other", [*range(100, 103), *range(200, 203), *range(300, 303), 1000, 10000, 100000, 1000000]),
    ],
)
def test_arabic_plurals(name: str, numbers: list[int]) -> None:
    assert {category(number) for number in numbers} == {name}


@given(st.integers(min_value=0))
def test_every_number_has_a_category(number: int) -> None:
    assert category(number) in CATEGORIES["ar"]


def test_counted_sentences_in_english() -> None:
    assert [tr_count(n, "{count} hit", "{count} hits") for n in (0, 1, 2)] == ["0 hits", "1 hit", "2 hits"]


def test_counted_sentences_in_arabic(arabic: None) -> None:
    found = [tr_count(n, "{count} hit", "{count} hits") for n in (0, 1, 2, 3, 11, 100)]
    assert found == ["لا نتائج", "نتيجة واحدة", "نتيجتان", "3 نتائج", "11 نتيجة", "100 نتيجة"]


# Values


def test_braces_in_a_value_are_left_alone() -> None:
    assert tr("Not found: {text}", text="{text} {0} {") == "Not found: {text} {0} {"


def test_values_are_isolated_in_a_language_of_the_other_direction(arabic: None) -> None:
    assert tr("Not found: {text}", text="a/b") == "لم يوجد: \u2068a/b\u2069"
    assert tr("{number} of {count}", number=3, count=17) == "3 من 17"


# Which language


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "en"),
        ({"LANG": "ar_EG.UTF-8"}, "ar"),
        ({"LANG": "ar"}, "ar"),
        ({"LANG": "AR_sa@latin"}, "ar"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "ary_MA.UTF-8"}, "en"),
        ({"LANG": "ar_EG.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "ar_EG.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": ""}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr:ar:en"}, "ar"),
        ({"LANG": "ar_EG.UTF-8", "LANGUAGE": "en_GB:ar"}, "en"),
        ({"LANG": "C", "LANGUAGE": "ar"}, "en"),
        ({"LANG": "ar_EG.UTF-8", "LANGUAGE": "fr"}, "ar"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], expected: str) -> None:
    assert language_of(environment) == expected
    assert load_settings({**environment, "TUI_READER_CONFIG": "/nowhere"})[0].lang == expected


def test_the_configuration_is_over_the_locale_and_the_variable_over_both(home: Path) -> None:
    config = home / "config.toml"
    config.write_text('lang = "ar"\n')
    environment = {"TUI_READER_CONFIG": str(config), "LANG": "en_GB.UTF-8"}
    assert load_settings(environment) == (load_settings(environment)[0]._replace(lang="ar"), [])
    assert load_settings({**environment, "TUI_READER_LANG": "en"})[0].lang == "en"


def test_a_language_that_is_not_there_is_one_line_and_passed_over(home: Path) -> None:
    config = home / "config.toml"
    config.write_text('lang = "klingon"\n')
    settings, problems = load_settings({"TUI_READER_CONFIG": str(config), "LANG": "ar_EG.UTF-8"})
    assert (settings.lang, problems) == ("ar", [f"{config}: lang: must be one of en, ar"])
    settings, problems = load_settings({"TUI_READER_CONFIG": "/nowhere", "TUI_READER_LANG": "de"})
    assert (settings.lang, problems) == ("en", ["TUI_READER_LANG: must be one of en, ar"])


def test_the_command_line_names_the_languages_there_are(tmp_path: Path) -> None:
    result = run("open", "--lang", "de", tmp_path)
    assert result.returncode == 2
    assert "'en', 'ar'" in said(result)


def test_commands_that_print_speak_english_whatever_the_locale(tmp_path: Path) -> None:
    for command in (["--help"], ["list", "nowhere"], ["validate", "nowhere"], ["show", "nowhere"]):
        english = run(*command, cwd=tmp_path)
        arabic = run(*command, cwd=tmp_path, env={"LANG": "ar_EG.UTF-8", "TUI_READER_LANG": "ar"})
        assert (arabic.stdout, arabic.stderr, arabic.returncode) == (
            english.stdout,
            english.stderr,
            english.returncode,
        )
