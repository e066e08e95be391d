"""The style of a page: one sheet, whose hash the page names as the only one that counts.

Who marked what is told by the place of a line under the text, not by its colour alone; a group's state by its sign.
Nothing that takes room stands inside a word: letters join across elements only as long as these have no margin,
border or padding along the line (CSS Text 3, 7.3).
"""

from __future__ import annotations

import base64
import hashlib

LANE_COLOURS = (
    ("#0072b2", "#56b4e9"),
    ("#d55e00", "#f0904a"),
    ("#007a5a", "#2fc39b"),
    ("#a8478f", "#e29bcb"),
    ("#8a6d00", "#f0e442"),
    ("#5b4fc4", "#a79df0"),
    ("#b00020", "#ff8a94"),
    ("#555555", "#bbbbbb"),
)
"""In the light and in the dark, after Okabe and Ito's palette for all kinds of colour vision; of more sets from the
first on."""
LANE = 4
"""Pixels from one line under the text to the next."""

_LIGHT = """
--ink:#1b1b1f;--soft:#5b5b66;--page:#fff;--panel:#f5f5f7;--rule:#d4d4da;--link:#0b57a4;--here:#fff3c4;
--missing:#fde0e0;--tag:#fbe3cf;--boundaries:#fdf3c7;--attributes:#e3ecfb;--relations:#ece3fa;--agreed:#e2f3e5;
--alone:#ededf1;--same:#1a7f4b;--other:#c0392b;--over:#fff"""
_DARK = """
--ink:#e4e4e8;--soft:#a5a5b0;--page:#16161a;--panel:#202027;--rule:#3d3d47;--link:#8ec5ff;--here:#4a4015;
--missing:#4f2529;--tag:#4d3420;--boundaries:#463f17;--attributes:#22344f;--relations:#37294f;--agreed:#1f3f29;
--alone:#33333b;--same:#3fb877;--other:#f07866;--over:#101014"""

_CSS = """
*{box-sizing:border-box}
html{font:16px/1.5 system-ui,"Noto Sans","Noto Sans Arabic","Noto Sans Hebrew",sans-serif;background:var(--page);
color:var(--ink);-webkit-text-size-adjust:100%}
body{max-width:64rem;margin:0 auto;padding:1rem 1.25rem 4rem}
h1,h2,h3,h4{line-height:1.25;margin:2rem 0 .6rem}h1{margin-top:.5rem}h4{margin-top:1rem}
a{color:var(--link)}
bdi{display:inline-block;max-width:100%;vertical-align:top;overflow-wrap:break-word}
table{border-collapse:collapse;max-width:100%}
.wide{overflow-x:auto}
caption{text-align:start;color:var(--soft);padding:.25rem 0}
th,td{border:1px solid var(--rule);padding:.25rem .5rem;text-align:start;vertical-align:top;overflow-wrap:break-word}
th{font-weight:600;background:var(--panel)}
td.n{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:.5rem 0}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere;min-width:0}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85em;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.free{white-space:pre-wrap;unicode-bidi:plaintext;text-align:start;overflow-wrap:anywhere;margin:.2rem 0}
ul.plain,ol.plain{list-style:none;margin:.3rem 0;padding:0}
ul.row{display:flex;flex-wrap:wrap;gap:.2rem .8rem}
details{margin:.25rem 0}summary{cursor:pointer;color:var(--soft)}
.text{font-size:1.15rem;line-height:calc(1.75em + LANES * 1px);font-family:"Noto Naskh Arabic","Noto Serif",
"Noto Serif Hebrew",serif}
.text p{margin:.4rem 0;white-space:pre-wrap;overflow-wrap:anywhere;text-align:start}
.text .gap{color:var(--soft);text-align:center;font-size:.8em}
.x,.k{padding-bottom:calc(LANES * 1px);-webkit-box-decoration-break:slice;box-decoration-break:slice;
-webkit-print-color-adjust:exact;print-color-adjust:exact}
.pt{box-shadow:0 0 0 1px var(--pt)}
.m{unicode-bidi:isolate;direction:ltr;white-space:nowrap;font:600 .58em/1 system-ui,sans-serif;vertical-align:.75em;
text-decoration:none;padding:0 .15em}
.m::before{content:attr(data-n)}
.m:hover{text-decoration:underline}
.here{font:.8rem/1.6 system-ui,"Noto Sans","Noto Sans Arabic",sans-serif;color:var(--soft);margin:0 0 .8rem}
.k{display:inline-block;min-width:3.5em;line-height:1.2}
.badge{display:inline-block;color:var(--ink);padding:0 .5em;border-radius:.6em;border:1px solid var(--rule);
-webkit-print-color-adjust:exact;print-color-adjust:exact}
article{border:1px solid var(--rule);border-radius:.4rem;padding:.2rem .8rem .6rem;margin:.7rem 0;
content-visibility:auto;contain-intrinsic-size:auto 14rem}
article:target,.m:target{outline:3px solid var(--link);background-color:var(--here)}
article>:is(h3,h4){margin:.4rem 0;font-size:1.05rem}
article table{width:100%;table-layout:fixed}
article th.who{width:9rem}article th.tags{width:9rem}article th.place{width:7.5rem}
.said{border-inline-start:3px solid var(--rule);padding-inline-start:.7rem;margin:.35rem 0}
.figures th:first-child{max-width:16rem}.figures td{font-variant-numeric:tabular-nums;max-width:15rem}
.figures details{font-size:.85em}
figure{margin:1rem 0}figcaption{color:var(--soft);margin-bottom:.3rem}
svg{max-width:100%;height:auto;overflow:visible;font:13px system-ui,"Noto Sans","Noto Sans Arabic",sans-serif}
svg text{fill:var(--ink)}svg .axis{fill:var(--soft);font-size:11px}
svg .same{fill:var(--same)}svg .other{fill:var(--other)}svg text.number{font-variant-numeric:tabular-nums}
svg text.over{fill:var(--over);font-weight:600}
svg .grid{stroke:var(--rule)}svg .interval{stroke:var(--ink);stroke-width:1.5;fill:none}
@media(max-width:40rem){article table,article tbody,article tr,article td,article tbody th{display:block;width:auto}
article thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
article td:empty{display:none}article td,article tbody th{border-top:0}article tr{border-top:1px solid var(--rule)}
dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}}
@media print{details::details-content{content-visibility:visible;block-size:auto}
body{max-width:none;padding:0}html{font-size:10.5pt}
a{color:inherit;text-decoration:none}
article{break-inside:avoid;content-visibility:visible}h2,h3,h4{break-after:avoid}nav{display:none}
tr,.text p{break-inside:avoid-page}figure,svg{break-inside:avoid}}
"""


def sheet(lanes: int) -> str:
    """The style for pages with so many sets side by side."""
    light, dark = ("".join(f"--c{n}:{_colours(n)[shade]};" for n in range(lanes)) for shade in (0, 1))
    rules = [
        f":root{{color-scheme:light dark;{_LIGHT.strip()};{light}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_DARK.strip()};{dark}}}}}",
        "@media print{:root{color-scheme:light}}",
        _CSS.replace("LANES", str(lanes * LANE)).strip(),
    ]
    rules += [
        f".s-{state}{{background-color:var(--{state})}}"
        for state in ("missing", "tag", "boundaries", "attributes", "relations", "agreed", "alone")
    ]
    for lane in range(lanes):
        colour, line = f"var(--c{lane})", f"--l{lane}"
        rules += [
            f".p{lane}{{--pt:{colour}}}",
            f".a{lane}{{{line}:linear-gradient({colour} 0 0)}}",
            f".b{lane}{{{line}:repeating-linear-gradient(90deg,{colour} 0 6px,transparent 6px 8px)}}",
            f".d{lane}{{{line}:repeating-linear-gradient(90deg,{colour} 0 2px,transparent 2px 4px)}}",
        ]
    if lanes:
        images = ",".join(f"var(--l{lane},none)" for lane in range(lanes))
        places = ",".join(f"0 calc(100% - {(lanes - 1 - lane) * LANE}px)" for lane in range(lanes))
        sizes = ",".join([f"8px {LANE - 1}px"] * lanes)
        rules.append(
            f".x,.k{{background-image:{images};background-position:{places};background-size:{sizes};background-repeat:repeat-x}}"
        )
    return "\n".join(rules) + "\n"


def policy(style: str) -> str:
    """The Content-Security-Policy of a page with this style: nothing is fetched, sent or run, whatever is in it."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _colours(lane: int) -> tuple[str, str]:
    return LANE_COLOURS[lane % len(LANE_COLOURS)]
