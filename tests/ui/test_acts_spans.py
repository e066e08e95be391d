"""Acts: parts of annotations, resizing and moving, links in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from acts import Act, play

if TYPE_CHECKING:
    from pathlib import Path

    from acts import Reader

TEXT = "قال الوزير، وهو غاضب، إن الأسعار ارتفعت."
WHOLE = "الوزير، وهو غاضب، إن الأسعار"
LINE = "- Quote: {}"


def marked(quote: str, selection: str = "|") -> str:
    """The text with a caret before a word, or with that selected."""
    return TEXT.replace(quote, f"|{quote}" if selection == "|" else f"⟨{quote}⟩", 1)


def quote(*parts: str) -> str:
    return f"\n- Quote: {' … '.join(parts)}"


SELECTED = marked("الأسعار", "⟨⟩")
LINKS = "\n- Claim: الوزير\n- Citation: [9]\n- Citation: [10]\n- 1 cites 2\n- 1 cites 3"
LINKED = f"قال |الوزير.[9][10]{LINKS}"
UNLINKED = LINKED.replace("\n- 1 cites 2", "")
ARABIC = {"lang": "ar"}

ACTS = [
    # Parts
    Act(
        "fragment.add",
        f"{marked('الوزير')}{quote('الوزير')}",
        "/ 'الأسعار' enter space +",
        f"{marked('الأسعار')}{quote('الوزير', 'الأسعار')}",
        said="2 parts now",
    ),
    Act(
        "fragment.add",
        f"{marked('الوزير')}{quote('الوزير')}",
        "/ 'الأسعار' enter space",
        sees="+ Quote",
        after=f"{SELECTED}{quote('الوزير')}",
    ),
    Act("fragment.add", SELECTED, "+", said="Go to the annotation first"),
    Act("fragment.add", f"{marked('الوزير')}{quote('الوزير')}", "+", said="Select the text to be added first"),
    Act("fragment.add", f"{marked('قال')}{quote('الوزير')}", "] home space +", f"{marked('قال')}{quote('قال الوزير')}"),
    Act(
        "fragment.add",
        f"{marked('الوزير')}{quote('الوزير')}",
        "/ 'وهو' enter space + / 'الأسعار' enter .",
        f"{marked('الأسعار')}{quote('الوزير', 'وهو', 'الأسعار')}",
        changes=2,
    ),
    Act(
        "fragment.take_out",
        f"{TEXT.replace('، وهو غاضب،', '⟨، وهو غاضب،⟩')}{quote(WHOLE)}",
        "-",
        f"{TEXT.replace('، وهو غاضب،', '|، وهو غاضب،')}{quote('الوزير', 'إن الأسعار')}",
        said="2 parts now",
    ),
    Act(
        "fragment.take_out",
        f"{marked('الأسعار')}{quote('الوزير', 'الأسعار')}",
        "-",
        f"{marked('الأسعار')}{quote('الوزير')}",
        said="1 part now",
    ),
    Act("fragment.take_out", f"{marked('الوزير')}{quote('الوزير')}", "-", said="Nothing of its text would be left"),
    Act("fragment.take_out", SELECTED, "-", said="There is no annotation here"),
    # Resizing and moving
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m left enter",
        f"{marked('الأسعار')}{quote('الأسعار ارتفعت')}",
        said="It is here now",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m tab right right enter",
        f"{TEXT.replace('غاضب، إن', '|غاضب، إن')}{quote('غاضب، إن الأسعار')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m shift+right shift+right enter",
        f"{marked('الأسعار')}{quote('الأسع')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m shift+tab ctrl+right enter",
        f"|{TEXT}{quote('قال الوزير، وهو غاضب، إن الأسعار')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m down enter",
        f"{marked('الأسعار')}{quote('الأسعار ارتفعت.')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m up",
        said="It goes no further",
        after=f"{TEXT.replace('الأسعار', 'الأسعا|ر')}{quote('الأسعار')}",
    ),
    Act("adjust", f"{marked('الأسعار')}{quote('الأسعار')}", "m m left enter", f"{marked('ارتفعت')}{quote('ارتفعت')}"),
    Act("adjust", f"{marked('الأسعار')}{quote('الأسعار')}", "m left left escape", misses="its end moves"),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m left tab right ctrl+z enter",
        f"{marked('الأسعار')}{quote('الأسعار ارتفعت')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m left tab right z z z",
        f"{TEXT.replace('الأسعار', 'الأسعا|ر')}{quote('الأسعار')}",
        said="Nothing has been moved yet",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "m left c d h enter",
        f"{marked('الأسعار')}{quote('الأسعار ارتفعت')}",
    ),
    Act(
        "adjust",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        "ة left enter",
        f"{marked('الأسعار')}{quote('الأسعار ارتفعت')}",
    ),
    Act("adjust", f"{marked('الأسعار')}{quote('الأسعار')}", "m ة left enter", f"{marked('ارتفعت')}{quote('ارتفعت')}"),
    Act("adjust", f"{marked('الأسعار')}{quote('الأسعار')}", "tab m left enter d", marked("الأسعار"), changes=2),
    Act(
        "adjust",
        "the |minister said so\n- Source: minister",
        "m right enter",
        "the |minister said so\n- Source: minister said",
    ),
    Act("adjust", marked("قال"), "m", said="no annotation is here"),
    Act(
        "attach",
        f"{marked('الوزير')}{quote('الوزير', 'غاضب')}",
        "/ 'الأسعار' enter space A",
        f"{marked('الأسعار')}{quote('الأسعار')}",
        said="It is here now",
    ),
    # Links, one by one
    Act("delete", LINKED, "tab right d", UNLINKED, said="Removed the link cites"),
    Act("delete", LINKED, "tab right right d", LINKED.replace("\n- 1 cites 3", "")),
    Act(
        "delete",
        LINKED,
        "tab right left d",
        "قال الوزير.|[9][10]" + "\n- Citation: [9]\n- Citation: [10]",
    ),
    Act("sidebar.jump", LINKED, "tab right enter", LINKED.replace("|", "").replace("[9][10]", "|[9][10]", 1)),
    Act(
        "sidebar.link_right", LINKED, "tab right down enter", LINKED.replace("|", "").replace("[9][10]", "[9]|[10]", 1)
    ),
    Act("sidebar.link_left", LINKED, "tab right left enter", LINKED),
    Act("sidebar.link_left", LINKED, "tab left d", UNLINKED, settings=ARABIC),
    Act("partner.next", LINKED, "}", LINKED.replace("|", "").replace("[9][10]", "|[9][10]", 1), sees="1 of 2"),
    Act("partner.next", LINKED, "} }", LINKED.replace("|", "").replace("[9][10]", "[9]|[10]", 1), sees="2 of 2"),
    Act("partner.next", LINKED, "} escape", LINKED.replace("|", "").replace("[9][10]", "|[9][10]", 1), misses="1 of 2"),
    Act("partner.next", marked("قال"), "}", said="There is no annotation here"),
    Act("partner.back", LINKED, "} } {", LINKED),
    Act("partner.back", LINKED, "{", said="nowhere to go back to"),
]


async def test_acts(reader: Reader, tmp_path: Path) -> None:
    await play(reader, ACTS, tmp_path)
