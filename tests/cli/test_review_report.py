"""`review --report`: a report of documents as a file or on standard output, never over what is something else."""

from __future__ import annotations

import csv
import io
import json
import shutil
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from cli_cases import one_line
from click.testing import CliRunner
from program import run
from review.three_sets import ANNOTATORS, SEED, write_three_sets
from strategies import SEEDS

from tui_reader import language
from tui_reader.cli.program import cli
from tui_reader.errors import ExitCode
from tui_reader.review.figure_words import value_words
from tui_reader.review.reports import is_report
from tui_reader.review.reports.values import COLUMNS
from tui_reader.session.review.reporting import require_writable

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

SECOND = sorted(SEEDS.glob("*.txt"))[1]
NAME = SEED.name


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents, three people's sets of each, and what somebody decided of the first by a rule."""
    folder = tmp_path_factory.mktemp("report")
    write_three_sets(folder)
    write_three_sets(folder, SECOND)
    assert run("review", NAME, "--reviewer", "reem", "--accept", "majority", cwd=folder).returncode == ExitCode.OK
    return folder


@pytest.fixture
def folder(decided: Path, tmp_path: Path) -> Path:
    return shutil.copytree(decided, tmp_path / "there")


def review(folder: Path, *words: str) -> Result:
    """Calls the command in this process, which is quick: it prints nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(cli, ["review", *words, "--reviewer", "reem"])


def as_json(folder: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(folder, "r.json", *words))
    return found


@cache
def written(folder: Path, name: str, *words: str) -> bytes:
    """The report in a file; it takes a second, so it is written once."""
    assert review(folder, *words, "--report", name).exit_code == ExitCode.OK
    return (folder / name).read_bytes()


def test_a_report_says_what_was_decided_of_every_group(decided: Path) -> None:
    report = as_json(decided, NAME)
    [document] = report["documents"]
    assert report["reviewer"] == "reem"
    assert [one["annotator"] for one in document["sets"]] == list(ANNOTATORS)
    by_standing: dict[str, int] = {}
    for group in document["groups"]:
        by_standing[group["standing"]] = by_standing.get(group["standing"], 0) + 1
        decision = group["decision"]
        assert (decision is None) == (group["standing"] == "open")
        if decision is not None:
            assert decision["strategy"] and decision["outcome"]["tags"] is not None
            assert decision["how"] in {"unanimous", "adjudicated", "edited"}
            outcome, versions = decision["outcome"]["fragments"], [each["fragments"] for each in group["versions"]]
            assert outcome in versions
    assert set(by_standing) == {"accepted", "open"}
    text = SEED.read_text(encoding="utf-8")
    for group in document["groups"]:
        for said in group["versions"]:
            assert " … ".join(text[start:end] or "│" for start, end in said["fragments"]) == said["text"]


def test_the_figures_are_those_of_the_command_for_figures(decided: Path) -> None:
    result = run("agreement", "--json", NAME, cwd=decided)
    assert result.returncode == 0
    asked = {(f["scope"], *f["names"], f["measure"], f["attribute"]): f for f in json.loads(result.stdout)["figures"]}
    told = as_json(decided, NAME)["agreement"]["figures"]
    assert len(told) == len(asked) > 50
    page = written(decided, "r.html", NAME).decode()
    for figure in told:
        same = asked[figure["scope"], *figure["names"], figure["measure"], figure["attribute"]]
        assert {key: figure[key] for key in same} == same
        assert figure["shown"] == value_words(same["value"]) if same["value"] is not None else same["undefined"]
        assert len(figure["made_from"]) == figure["groups"]
        assert figure["shown"].replace("'", "&#x27;") in page


@pytest.mark.parametrize("name", ["r.json", "out.csv", "out.md", "r.html"])
def test_every_form_is_written_over_itself(decided: Path, folder: Path, name: str) -> None:
    assert is_report(written(decided, name, NAME)[:4096])
    (folder / name).write_bytes(written(decided, name, NAME))
    require_writable(folder / name, [])


def test_the_same_goes_to_standard_output(decided: Path) -> None:
    result = run("review", NAME, "--reviewer", "reem", "--report", "-", "--format", "md", cwd=decided)
    assert result.returncode == ExitCode.OK
    assert _timeless(result.stdout) == _timeless(written(decided, "out.md", NAME))


def _timeless(report: bytes) -> list[bytes]:
    return [line for line in report.splitlines() if b"UTC" not in line and b"T" not in line[:40]]


def test_what_is_no_report_is_left_as_it_is_unless_somebody_says_so(folder: Path) -> None:
    (folder / "mine.html").write_text("mine", encoding="utf-8")
    result = run("review", NAME, "--report", "mine.html", cwd=folder)
    assert result.returncode == ExitCode.NOT_WRITTEN
    assert "mine.html: is something else than a report" in one_line(result)
    assert (folder / "mine.html").read_text(encoding="utf-8") == "mine"
    assert review(folder, NAME, "--report", "mine.html", "--force").exit_code == ExitCode.OK
    assert (folder / "mine.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("force", [[], ["--force"]])
@pytest.mark.parametrize("name", [NAME, f"annotations/{NAME}.{ANNOTATORS[0]}.json", f"annotations/{NAME}.reem.json"])
def test_nothing_a_report_is_made_from_is_ever_written_over(folder: Path, name: str, force: list[str]) -> None:
    before = (folder / name).read_bytes()
    result = run("review", NAME, "--reviewer", "reem", "--report", name, "--format", "html", *force, cwd=folder)
    assert result.returncode == ExitCode.NOT_WRITTEN
    assert one_line(result).strip().endswith("is what the report is made from")
    assert (folder / name).read_bytes() == before


def test_several_documents_are_in_one_report_and_named_sets_alone_are_compared(decided: Path) -> None:
    report = as_json(decided, ".")
    assert [document["source"]["name"] for document in report["documents"]] == [NAME, SECOND.name]
    assert {figure["scope"] for figure in report["agreement"]["figures"]} == {"overall", "pair", "tag", "document"}
    alone = as_json(decided, NAME, f"annotations/{NAME}.{ANNOTATORS[1]}.json")
    [document] = alone["documents"]
    assert [one["annotator"] for one in document["sets"]] == [ANNOTATORS[1]]
    assert alone["agreement"] is None
    assert {group["state"] for group in document["groups"]} == {"alone"}


def test_the_page_speaks_the_language_of_the_interface(decided: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUI_READER_LANG", "ar")
    page = written(decided, "arabic.html", NAME).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert language.current() == "en"


def test_nobody_is_named_in_a_blind_report(decided: Path) -> None:
    for name in ("blind.html", "blind.csv"):
        report = written(decided, name, NAME, "--blind").decode()
        assert not [annotator for annotator in ANNOTATORS if annotator in report]


def test_a_row_of_the_table_is_what_one_person_says(decided: Path) -> None:
    header, *rows = csv.reader(io.StringIO(written(decided, "out.csv", NAME).decode("utf-8-sig")))
    assert tuple(header) == COLUMNS
    groups = as_json(decided, NAME)["documents"][0]["groups"]
    assert len(rows) == sum(len(group["versions"]) + (group["decision"] is not None) for group in groups)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((NAME, "--report", "out"), ExitCode.USAGE),
        ((NAME, "--report", "-"), ExitCode.USAGE),
        ((NAME, "--format", "html"), ExitCode.USAGE),
        ((NAME, "--force"), ExitCode.USAGE),
    ],
)
def test_what_cannot_be_done_is_told_and_nothing_is_written(
    folder: Path, words: tuple[str, ...], code: ExitCode
) -> None:
    before = sorted(folder.rglob("*"))
    assert review(folder, *words).exit_code == code
    assert sorted(folder.rglob("*")) == before


def test_a_set_that_is_damaged_is_told_of_and_the_exit_code_says_so(folder: Path) -> None:
    damaged = sorted((folder / "annotations").glob(f"{NAME}.*.json"))[0]
    lines = damaged.read_bytes().split(b"\n")
    damaged.write_bytes(b"\n".join([*lines[:12], lines[12][:40], *lines[13:]]))
    done = review(folder, NAME, "--report", "r.json")
    assert done.exit_code == ExitCode.UNREADABLE and damaged.name in done.stderr
    assert json.loads((folder / "r.json").read_bytes())["documents"], "what can be read is reported on"
