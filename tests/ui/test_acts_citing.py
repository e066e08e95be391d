"""Acts: claims and their markers, what a marker backs, the way to its reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TEXT = "وقع الحادث أمس.[9][10] وكانت المروحية ترافق قافلة.[11] بعد فترة، أعلنت باكو[12] مسؤوليتها."
FIRST = "- Claim: وقع الحادث أمس\n"
LINKED = f'{FIRST}- Citation{{ref="9"}}: [9]\n- Citation{{ref="10"}}: [10]\n- 1 cites 2\n- 1 cites 3'

CITATION = '- Claim: نص\n- Citation{ref="2"}: [٢]'
ONE, TWO = f"{CITATION}\n- 1 cites 2", f"{CITATION}\n- Citation: [١]"


def at(place: str, text: str = TEXT) -> str:
    """The text with the caret before a place."""
    return text.replace(place, f"|{place}", 1)


ACTS = [
    *(
        Act("cite", at(place), "x", f"|{TEXT}\n{LINKED}", said="Cites [9][10]")
        for place in ("وقع", "أمس", "مس.", ".[9]")
    ),
    Act(
        "cite",
        at("ترافق"),
        "x",
        f'{at("وكانت")}\n- Claim: وكانت المروحية ترافق قافلة\n- Citation{{ref="11"}}: [11]\n- 1 cites 2',
    ),
    Act(
        "cite",
        at("فترة"),
        "x",
        f'{at("بعد")}\n- Claim: بعد فترة، أعلنت باكو\n- Citation{{ref="12"}}: [12]\n- 1 cites 2',
    ),
    Act("cite", at("وقع"), "x", f"|{TEXT}\n{LINKED}", sees="Claim [9][10]"),
    Act("cite", at("مسؤوليتها"), "x", said="No marker follows in this sentence"),
    Act(
        "cite", at("الحادث") + "\n- Claim: الحادث", "x", f"{at('الحادث')}\n{LINKED.replace('وقع الحادث أمس', 'الحادث')}"
    ),
    Act("cite", f"{at('وقع')}\n- Claim: الحادث أمس", "x", f"{at('الحادث')}\n{LINKED.replace('وقع ', '')}"),
    Act("cite", f"{at('وقع')}\n{LINKED}", "x", said="is cited here already"),
    Act(
        "cite",
        f"{at('وقع')}\n{FIRST}- Citation: [9]",
        "x",
        f"|{TEXT}\n{LINKED}",
    ),
    Act(
        "cite",
        TEXT.replace("وقع الحادث أمس.[9]", "⟨وقع الحادث أمس.[9]⟩"),
        "x",
        f"|{TEXT}\n{LINKED}",
    ),
    Act(
        "cite", TEXT.replace("الحادث", "⟨الحادث⟩"), "x", f"{at('الحادث')}\n{LINKED.replace('وقع الحادث أمس', 'الحادث')}"
    ),
    Act("cite", at("وقع"), "space space x", f"|{TEXT}\n{LINKED}"),
    Act("cite", TEXT.replace("مسؤوليتها", "⟨مسؤوليتها⟩"), "x", said="No marker follows what is selected"),
    Act("cite", TEXT.replace("[9][10]", "⟨[9]⟩[10]"), "x", said="Nothing but a marker is selected"),
    Act(
        "cite",
        'وقع |الحادث.[9] ثم\n- Citation?{ref="9"}: [9]',
        "x",
        '|وقع الحادث.[9] ثم\n- Claim: وقع الحادث\n- Citation+{ref="9"}: [9]\n- 1 cites 2',
    ),
    # On a marker.
    Act(
        "cite",
        at("[9]"),
        "x",
        f'{at("[9]")}\n{FIRST}- Citation{{ref="9"}}: [9]\n- 1 cites 2',
        said="Scope of [9]: the clause",
    ),
    Act("cite", at("[10]"), "x", f'{at("[10]")}\n{FIRST}- Citation{{ref="10"}}: [10]\n- 1 cites 2'),
    Act(
        "cite",
        at("[11]"),
        "x x",
        f'{at("[11]")}\n- Claim: {TEXT[:49].rstrip(".")}\n- Citation{{ref="11"}}: [11]\n- 1 cites 2',
        said="Scope: the paragraph",
        changes=2,
    ),
    Act("cite", "|[9] وكانت\n- Citation: [9]", "x", said="Nothing stands before this marker"),
    Act(
        "cite.widen",
        "قال كذا[8] وزاد كذا.|[9] ثم\n- Claim: وزاد كذا\n- Citation: [9]\n- 1 cites 2",
        "W",
        "قال كذا[8] وزاد كذا.|[9] ثم\n- Claim: قال كذا[8] وزاد كذا\n- Citation: [9]\n- 1 cites 2",
        said="Scope: the sentence",
    ),
    Act(
        "cite.widen",
        "أولا. قال كذا[8] وزاد |كذا.[9] ثم\n- Claim: كذا~2",
        "W W W",
        "|أولا. قال كذا[8] وزاد كذا.[9] ثم\n- Claim: أولا. قال كذا[8] وزاد كذا",
        said="Scope: the paragraph",
        changes=3,
    ),
    Act(
        "cite.widen",
        "أولا. قال كذا.[9]| ثم\n- Claim: كذا",
        "W",
        "أولا. |قال كذا.[9] ثم\n- Claim: قال كذا",
    ),
    Act("cite.widen", "|قال.[9]\n- Claim: قال", "W", said="The scope is the whole paragraph already"),
    Act("cite.widen", "|قال كذا.", "W", said="There is no marker and no claim here"),
    Act("reference", "نص.|[٢]\nالمراجع\n1. كتاب\n2. مجلة", "G", "نص.[٢]\nالمراجع\n1. كتاب\n|2. مجلة"),
    Act("reference", "نص.|[٢]\nالمراجع\n1. كتاب\n2. مجلة", "G G"),
    Act("reference", "نص.|[3]\nالمراجع\n1. كتاب\n2. مجلة", "G", said="no entry for [3]"),
    Act("reference", "ن|ص", "G", said="There is no marker here, and no claim that cites"),
    Act("reference", "ن|ص\n- Claim: نص", "G", said="cite one by x"),
    Act(
        "reference",
        f"ن|ص.[٢][١]\nالمراجع\n1. كتاب\n2. مجلة\n{TWO}\n- 1 cites 3\n- 1 cites 2",
        "G",
        f"نص.[٢][١]\nالمراجع\n1. كتاب\n|2. مجلة\n{TWO}\n- 1 cites 2\n- 1 cites 3",
        said="The same key leads back",
    ),
    Act("reference", f"ن|ص.[٢]\n{ONE}", "G G"),
    Act(
        "reference",
        f"ن|ص.[٢]\n{ONE}",
        "G",
        f"نص.|[٢]\n{ONE}",
    ),
]


async def test_what_is_cited(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)
