"""Every key that decides, at work: before, keys, after; and each decision taken back and made again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from deciding_acts import Act, play

if TYPE_CHECKING:
    from acts import Reader

DOCS = Path(__file__).parents[3] / "docs" / "reviewing.md"
TEXT = "قال الوزير إن الأسعار ارتفعت كثيرا.[9] ثم سكت."
TAGS = f"""{TEXT}
amal - Claim: الأسعار ارتفعت
badria - Quote: الأسعار ارتفعت كثيرا
badria - Cue: ثم"""
"""Two groups: in the first tag and boundaries differ, the second only one has."""
THREE = f"""{TEXT}
amal - Claim: الأسعار ارتفعت
badria - Claim: ارتفعت كثيرا
chafiq - Claim: إن الأسعار ارتفعت"""
APART = f"{TEXT}\namal - Claim: الأسعار\nbadria - Claim: الأسعار … كثيرا"
ANSWERS = f"""{TEXT}
amal - Claim{{verdict="refuted", certainty="denied"}}: الأسعار
badria - Claim{{verdict="supported"}}: الأسعار
chafiq - Claim{{verdict="refuted"}}: الأسعار"""
SEVERAL = f"""{TEXT}
amal - Claim{{claim_type=["causal"]}}: الأسعار
badria - Claim{{claim_type=["numerical", "causal"]}}: الأسعار
chafiq - Claim{{claim_type=["position"]}}: الأسعار"""
LINKS = f"""{TEXT}
amal - Claim: الأسعار
amal - Citation: [9]
amal - 1 cites 2
badria - Claim: الأسعار
badria - Citation: [9]"""
AGREED = f"""{TEXT}
amal - Claim: الأسعار
amal - Source: الوزير
amal - Cue: ثم
badria - Claim: الأسعار
badria - Source: الوزير
badria - Quote: ثم"""
ALONE = f"{TEXT}\namal - Source: الوزير\namal - Claim: الأسعار"

ACTS = [
    # One's version
    Act("review.accept_1", TAGS, "1", "+ Claim: الأسعار ارتفعت links of amal", at=2),
    Act("review.accept_2", TAGS, "2", "+ Quote: الأسعار ارتفعت كثيرا links of badria", at=2),
    Act(
        "review.accept_2", TAGS, "2 1", "+ Quote: الأسعار ارتفعت كثيرا links of badria", said="amal has marked nothing"
    ),
    Act(
        "review.accept_2",
        TAGS,
        "2 2",
        "+ Quote: الأسعار ارتفعت كثيرا links of badria\n+ Cue: ثم links of badria",
        changes=2,
    ),
    Act(
        "review.accept_3",
        THREE,
        "3",
        "+ Claim: إن الأسعار ارتفعت links of chafiq",
        at=1,
        sees="✓ accepted: the version of chafiq",
    ),
    Act("review.accept_3", TAGS, "3", said="There is no annotator 3 here", at=1),
    *(Act(f"review.accept_{n}", ALONE, str(n), said=f"There is no annotator {n} here") for n in range(4, 10)),
    # Who has decided already looks again, and stays
    Act("review.accept_1", TAGS, "2 k 1", "+ Claim: الأسعار ارتفعت links of amal", at=1, changes=2),
    # The one that is chosen in the lanes
    Act("review.accept", TAGS, "enter", "+ Claim: الأسعار ارتفعت links of amal", at=2),
    Act("review.accept", TAGS, "o a", "+ Quote: الأسعار ارتفعت كثيرا links of badria", at=2),
    Act("review.accept", AGREED, "j a", "= Claim: الأسعار", at=3),
    Act("review.accept", ALONE, "a", "= Source: الوزير", at=2),
    # Boundaries
    Act("review.boundaries", TAGS, "b u", "* Claim: الأسعار ارتفعت كثيرا links of amal", at=2),
    Act("review.boundaries", THREE, "b u", "* Claim: إن الأسعار ارتفعت كثيرا links of amal"),
    Act("review.boundaries", THREE, "b i", "* Claim: ارتفعت links of amal"),
    Act("review.boundaries", THREE, "b left", "+ Claim: الأسعار ارتفعت links of amal"),
    Act("review.boundaries", THREE, "b right", "+ Claim: إن الأسعار ارتفعت links of amal"),
    Act("review.boundaries", THREE, "b down down enter", "+ Claim: إن الأسعار ارتفعت links of amal"),
    Act("review.boundaries", APART, "b u", "+ Claim: الأسعار … كثيرا links of amal"),
    Act("review.boundaries", THREE, "b", sees="all that anybody has"),
    Act("review.boundaries", TAGS, "2 k b 1", "* Quote: الأسعار ارتفعت links of badria", changes=2, at=1),
    Act("review.boundaries", AGREED, "b", said="Everybody has the same boundaries here"),
    # Another tag
    Act("review.tag", TAGS, "t 'evid' enter", "* Evidence: الأسعار ارتفعت links of amal", at=2),
    Act("review.tag", ALONE, "t 'مصدر' enter", "= Source: الوزير"),
    # Answers and links of all
    Act("review.merge", ANSWERS, "m 1", "+ Claim{certainty=denied}{verdict=refuted}: الأسعار"),
    Act("review.merge", ANSWERS, "m 2", "* Claim{certainty=denied}{verdict=supported}: الأسعار"),
    Act("review.merge", ANSWERS, "m 0", "* Claim{certainty=denied}: الأسعار"),
    Act("review.merge", SEVERAL, "m 4", "* Claim{claim_type=['numerical', 'causal', 'position']}: الأسعار"),
    Act("review.merge", LINKS, "m a", "+ Claim: الأسعار", at=2),
    Act("review.merge", LINKS, "m 1", "+ Claim: الأسعار links of amal", at=2),
    Act("review.merge", LINKS, "m 0", "+ Claim: الأسعار links of ", at=2),
    Act("review.merge", TAGS, "m", "+ Claim: الأسعار ارتفعت", at=2),
    # Rejecting
    Act("review.reject", TAGS, "x ٤", "- duplicate", at=2),
    Act("review.reject", TAGS, "x 'evidence' enter", "- no-evidence", at=2),
    Act("review.reject", TAGS, "x 'لا أدري' enter", "- لا أدري", at=2),
    Act("review.reject", TAGS, "x down down down down enter", "- no-evidence", at=2),
    Act("review.reject", TAGS, "x down down down down down enter", "- no reason", at=2),
    Act("review.reject", TAGS, "x escape", at=1),
    Act("review.reject", ALONE, "x 1", "- not-applicable", at=2),
    # How sure
    Act("review.confidence", THREE, "1 f 4", "+ Claim: الأسعار ارتفعت links of amal 80%", changes=2, sees="80 % sure"),
    Act("review.confidence", THREE, "f 2 1", "+ Claim: الأسعار ارتفعت links of amal 40%"),
    Act("review.confidence", THREE, "1 f 4 f 0", "+ Claim: الأسعار ارتفعت links of amal", changes=3),
    Act("review.confidence", TAGS, "f 5 x 4 k 1", "+ Claim: الأسعار ارتفعت links of amal 100%", changes=2),
    # Comments
    Act("review.comment", THREE, "1 c 'لماذا؟' enter", "+ Claim: الأسعار ارتفعت links of amal # لماذا؟", changes=2),
    Act("review.comment", THREE, "c 'لماذا؟' enter", "> لماذا؟", sees="rana"),
    Act("review.comment", THREE, "1 c 'a' enter c backspace enter", "+ Claim: الأسعار ارتفعت links of amal", changes=3),
    Act("review.reply", THREE, "c 'لماذا؟' enter r enter 'هكذا' enter", "> لماذا؟\n> هكذا", changes=2),
    Act("review.reply", THREE, "r enter 'هكذا' enter", "> هكذا", said="Said"),
    Act("review.reply", THREE, "c 'لماذا؟' enter r d", changes=0, said="Taken back"),
    Act("review.reply", THREE, "r", sees="Nobody has said anything"),
    # Taking away
    Act("review.withdraw", TAGS, "1 k d", at=1, said="Not decided any more"),
    Act("review.withdraw", TAGS, "d", said="Nothing is decided here yet"),
    Act("undo", TAGS, "1 z", at=1, said="Undone"),
    Act("redo", TAGS, "1 z y", "+ Claim: الأسعار ارتفعت links of amal", at=1, said="Done again"),
    # Many at once
    Act(
        "review.accept_agreed",
        AGREED,
        "A …",
        "= Source: الوزير by agreed\n= Claim: الأسعار by agreed",
        said="Decided 2 groups",
    ),
    Act("review.accept_agreed", AGREED, "x 4 A …", "- duplicate\n= Claim: الأسعار by agreed", changes=2),
    Act("review.accept_agreed", TAGS, "A …", said="decides nothing"),
    Act(
        "review.rules",
        AGREED,
        "p … 1",
        "= Source: الوزير by agreed\n= Claim: الأسعار by agreed",
        said="Decided 2 groups",
    ),
    Act("review.rules", ANSWERS, "p … 2", said="decides nothing"),
    Act("review.rules", ALONE, "p … 2", "= Source: الوزير by at-least-1\n= Claim: الأسعار by at-least-1"),
    Act(
        "review.adjudicate",
        AGREED,
        "A … w …",
        "= Source: الوزير by agreed\n= Claim: الأسعار by agreed",
        said="2 annotations",
    ),
    Act("review.adjudicate", TAGS, "w …", said="2 not decided"),
    Act("review.report", TAGS, "e enter …", said="Written"),
    Act("review.report", TAGS, "e enter", sees="write over it"),
    Act("review.report", TAGS, "e 'a.md' enter …", said="Written"),
    Act("review.report", TAGS, "e 'FOLDER/a.html' enter …", said="Written"),
    Act("review.report", TAGS, "e 'a.html' enter", sees="write over it"),
    Act("review.report", TAGS, "e 'FOLDER/b.doc' enter", said="ends with .html"),
    Act("review.report", TAGS, "e 'FOLDER/there.md' enter", sees="is there"),
    Act("review.report", TAGS, "e 'FOLDER/there.md' enter w …", said="Written"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, sorted(ACTS, key=lambda act: act.before), tmp_path)


def test_the_documentation_says_how_many_keys_a_task_takes() -> None:
    text = DOCS.read_text(encoding="utf-8").partition("### Keys per task")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]+) \| (\d+): ([^|]+) \|", text, re.MULTILINE)
    played = [" ".join(key for key in act.keys.split() if key != "…") for act in ACTS]
    assert len(rows) == 10
    for task, count, shown in rows:
        keys = re.findall("`(.+?)`", shown)
        assert int(count) == len(keys) <= 2, task
        assert any(f" {' '.join(keys)} " in f" {one} " for one in played), task
