"""`agreement`: how far people agree, for people, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from program import run, said
from review.three_sets import ANNOTATORS, SEED, write_three_sets
from sources import HOSTILE, obeyed

from tui_reader.agreement.value import Undefined
from tui_reader.annotations import file
from tui_reader.cli.program import cli
from tui_reader.documents.files import read_document
from tui_reader.errors import ExitCode
from tui_reader.review.figure import MEASURES, ComparedDocument, Figures
from tui_reader.review.figure_values import COLUMNS
from tui_reader.review.figure_words import number_words, value_words
from tui_reader.review.figures import figures
from tui_reader.review.matching import compare
from tui_reader.session.review.sides_of import sides_of
from tui_reader.settings import Settings

if TYPE_CHECKING:
    import subprocess

DOCUMENTATION = (Path(__file__).parents[2] / "docs" / "agreement.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("three")
    write_three_sets(folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    """A document and three people's sets of it."""
    return shutil.copytree(written, tmp_path / "three")


@pytest.fixture(scope="module")
def found(written: Path) -> Figures:
    """The figures of the document as everybody has them from the code."""
    document = read_document(written / SEED.name)
    sides = sides_of(document, Settings(annotator="nobody")).sides
    return figures([ComparedDocument(SEED.name, compare(sides), document.code_points.length)])


def agreement(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return run("agreement", *words, cwd=folder)


def as_json(folder: Path, *words: str | Path) -> dict[str, Any]:
    result = agreement(folder, "--json", *words)
    assert (result.returncode, said(result)) == (0, "")
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def set_of(folder: Path, annotator: str) -> Path:
    return folder / "annotations" / f"{SEED.name}.{annotator}.json"


# The same numbers for all


def test_table_json_and_csv_say_what_the_figures_are(folder: Path, found: Figures) -> None:
    everything = [figure for part in found.parts for figure in part.figures]
    values = as_json(folder, SEED.name)
    for key in {*values, *values["figures"][0], *values["confusion"][0], *MEASURES}:
        assert f"`{key}`" in DOCUMENTATION, f"docs/agreement.md does not tell of {key}"
    told = [(each["scope"], tuple(each["names"]), each["measure"], each["attribute"]) for each in values["figures"]]
    assert told == [(each.scope.kind.value, each.scope.names, each.measure, each.attribute) for each in everything]
    assert all(each["measure"] != "gamma" for each in values["figures"])
    for value, figure in zip(values["figures"], everything, strict=True):
        assert value["value"] == figure.value or value["undefined"] == figure.value.reason
        assert value["interval"] == (list(figure.interval) if len(figure.interval) == 2 else None)
        assert (value["items"], value["groups"]) == (figure.items, len(figure.groups))
    result = agreement(folder, "--csv", "--no-bom", SEED.name)
    header, *rows = csv.reader(io.StringIO(result.stdout.decode(), newline=""))
    assert tuple(header) == COLUMNS
    assert [row[5] for row in rows] == ["" if v["value"] is None else str(v["value"]) for v in values["figures"]]
    table = agreement(folder, "--width", "120", SEED.name).stdout.decode()
    for measure in MEASURES:
        assert number_words(found.overall.figure(measure).value) in table
    for part in found.parts[1:]:
        for measure in ("f1-exact", "alpha"):
            value = part.figure(measure).value
            assert value_words(value) in table
    matrix, wanted = values["confusion"][0], found.overall.confusion
    assert matrix["labels"] == [None if label is None else list(label) for label in wanted.labels]
    assert matrix["counts"] == [[wanted.count(row, column) for column in wanted.labels] for row in wanted.labels]
    claims = matrix["counts"][wanted.labels.index(("Claim",))]
    lines = [line.split()[1:] for line in table.splitlines() if line.startswith("  Claim ")]
    assert [str(count or "·") for count in claims] in lines
    narrow = agreement(folder, "--width", "60", SEED.name).stdout.decode()
    assert f"{max(claims)}  Claim / Claim" in narrow
    assert all(len(line) <= 60 for line in narrow.splitlines())


@pytest.mark.parametrize("form", ["json", "html", "md"])
def test_a_report_has_the_same_figures(folder: Path, found: Figures, form: str) -> None:
    result = run("review", "--reviewer", "reviewer", "--report", "-", "--format", form, SEED.name, cwd=folder)
    assert result.returncode == 0, said(result)
    text = result.stdout.decode()
    if form == "json":
        told = json.loads(text)["agreement"]["figures"]
        everything = [figure for part in found.parts for figure in part.figures]
        for value, figure in zip(told, everything, strict=True):
            assert (value["scope"], value["measure"], value["attribute"]) == (
                figure.scope.kind.value,
                figure.measure,
                figure.attribute,
            )
            assert value["value"] == figure.value or value["undefined"] == figure.value.reason
            assert value["interval"] == (list(figure.interval) if len(figure.interval) == 2 else None)
    else:
        shown = [figure.value for part in found.parts for figure in part.figures if figure.attribute is None]
        for value in shown:
            assert isinstance(value, Undefined) or number_words(value) in text


def test_another_seed_moves_intervals_and_nothing_else(folder: Path, found: Figures) -> None:
    everything = [figure for part in found.parts for figure in part.figures]
    values = as_json(folder, SEED.name, "--seed", "2")
    assert values["seed"] == 2
    assert [each["value"] for each in values["figures"]] == [
        None if isinstance(each.value, Undefined) else each.value for each in everything
    ]
    assert [each["interval"] for each in values["figures"]] != [
        None if isinstance(each.interval, Undefined) else list(each.interval) for each in everything
    ]


# What is left out


def test_a_document_with_one_set_is_told_of(folder: Path) -> None:
    (folder / "other.txt").write_text("نص آخر\n", encoding="utf-8")
    result = agreement(folder, ".")
    assert result.returncode == 0
    assert said(result) == "tui-reader: 1 document has fewer than two sets, and is left out\n"


def test_where_nothing_is_left_that_is_an_error(folder: Path) -> None:
    result = agreement(folder, set_of(folder, "amal"))
    assert (result.returncode, result.stdout) == (ExitCode.UNREADABLE, b"")
    assert said(result).splitlines()[-1] == "tui-reader: no document has two sets that could be compared"


def test_what_cannot_be_read_is_said_and_the_rest_is_worked_out(folder: Path) -> None:
    broken = folder / "annotations" / f"{SEED.name}.dina.json"
    broken.write_bytes(b'{"tui:source": {"path": "../')
    result = agreement(folder, "--json", SEED.name)
    assert result.returncode == ExitCode.UNREADABLE
    assert str(broken.name) in said(result)
    assert json.loads(result.stdout)["annotators"] == sorted(ANNOTATORS)


def test_a_set_that_is_damaged_is_told_of_and_the_exit_code_says_so(folder: Path) -> None:
    damaged = sorted((folder / "annotations").glob("*.json"))[0]
    lines = damaged.read_bytes().split(b"\n")
    damaged.write_bytes(b"\n".join([*lines[:12], lines[12][:40], *lines[13:]]))
    done = agreement(folder, SEED.name)
    assert done.returncode == ExitCode.UNREADABLE and damaged.name in said(done)
    assert b"kappa" in done.stdout.lower(), "what is left is worked out"
    done = run("review", SEED.name, "--reviewer", "reem", "--accept", "agreed", cwd=folder)
    assert done.returncode == ExitCode.UNREADABLE and damaged.name in said(done)
    assert b"accepted (agreed)" in done.stdout


def test_without_a_path_it_is_wrong(folder: Path) -> None:
    assert agreement(folder).returncode == ExitCode.USAGE


# The least there is to be


def test_the_exit_code_says_whether_the_least_is_reached(folder: Path, found: Figures) -> None:
    reached = found.overall.figure("u-alpha").value
    assert agreement(folder, SEED.name, "--min", f"{reached - 0.001}").returncode == 0
    result = agreement(folder, SEED.name, "--min", "0.99")
    assert result.returncode == ExitCode.FOUND_PROBLEMS
    assert said(result) == f"tui-reader: u-alpha is {number_words(reached)}, below 0.99\n"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("cohen:check_worthiness", "undefined: only one label was used"),
        ("alpha:unheard_of", "undefined: nobody has answered that"),
    ],
)
def test_what_is_undefined_counts_as_below(folder: Path, measure: str, words: str) -> None:
    result = agreement(folder, SEED.name, "--measure", measure, "--min", "-1")
    assert result.returncode == ExitCode.FOUND_PROBLEMS
    assert said(result) == f"tui-reader: {measure} is {words}, which counts as below -1\n"


def test_gamma_is_worked_out_where_it_is_asked_for(folder: Path) -> None:
    result = agreement(folder, SEED.name, "--measure", "gamma", "--min", "0.99", "--json")
    assert result.returncode == ExitCode.FOUND_PROBLEMS
    [gamma] = [each for each in json.loads(result.stdout)["figures"] if each["measure"] == "gamma"]
    low, high = gamma["interval"]
    assert 0 < low < gamma["value"] < high < 1 and gamma["scope"] == "overall"
    assert said(result) == f"tui-reader: gamma is {number_words(gamma['value'])}, below 0.99\n"


@pytest.mark.parametrize("name", ["kappa", "f1-exact:verdict", "alpha:", ""])
def test_there_is_no_other_measure(name: str) -> None:
    result = CliRunner().invoke(cli, ["agreement", SEED.name, "--measure", name])
    assert result.exit_code == ExitCode.USAGE
    assert "u-alpha" in result.output


# Hostile names


def test_names_obey_nobody(folder: Path) -> None:
    for number, path in enumerate(sorted((folder / "annotations").iterdir())):
        named = file.load(path).set.copied_for(f"={number}{HOSTILE}")
        file.save(path, named)
    results = [agreement(folder, *form, SEED.name) for form in (["--csv", "--no-bom"], ["--json"], ["--width", "90"])]
    for result in results:
        assert result.returncode == 0
        assert obeyed(result.stdout) <= {"\r"} and not obeyed(result.stderr)
    rows = list(csv.reader(io.StringIO(results[0].stdout.decode(), newline="")))
    assert any(row[1].startswith("'=") for row in rows) and all(not row[1].startswith("=") for row in rows)
