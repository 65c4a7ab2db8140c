"""Code sheets as documents to print: a slip for each point, to be cut out and handed over, and the list of all codes.

Each document stands by itself: no script, nothing from outside, black on white. Names come from files and are only ever text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final

from bridge_server.words import Language, say

from . import times
from .names import shorten

TITLE: Final = 110
"""Code points of the meeting's title on a slip: two lines."""
COLUMNS: Final = 2
"""Slips side by side; with a support line of one row, four rows of them fill a page of A4."""

_HEAD: Final = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 8mm }}
* {{ box-sizing: border-box }}
html {{ background: #fff; color: #000; font: 9pt/1.25 "Segoe UI", "Noto Sans", Roboto, "DejaVu Sans", Arial, sans-serif }}
body {{ max-width: 194mm; margin: 0 auto }}
h1 {{ font-size: 11pt; margin: 0 }}
p {{ margin: 0 }}
.code {{ font-family: "Consolas", "DejaVu Sans Mono", "Liberation Mono", "Courier New", monospace;
  font-weight: bold; white-space: nowrap }}
{style}</style>
</head>
<body>
"""
_SLIPS: Final = """header { margin: 0 0 2mm; break-after: avoid }
.row { display: flex; break-inside: avoid; page-break-inside: avoid }
.slip { width: 97mm; min-height: 66mm; padding: 2mm 3mm 1.5mm; border: 0.2mm dashed #000; display: flex; flex-direction: column }
.slip + .slip { border-left: 0 }
.row + .row .slip { border-top: 0 }
.slip > .meeting { font-size: 7pt; line-height: 1.2; padding-bottom: 1mm; overflow-wrap: anywhere;
  border-bottom: 0.2mm solid #000 }
.meeting b { font-weight: bold; white-space: nowrap }
h2 { font-size: 13pt; line-height: 1.15; margin: 0.7mm 0 0; overflow-wrap: anywhere }
.parent { font-size: 8pt; overflow-wrap: anywhere }
.slip > .code { font-size: 21pt; line-height: 1.1; margin: 0.5mm 0 }
.how { display: flex; gap: 2mm; flex: 1 }
.how > div:first-child { flex: 1; min-width: 0 }
.qr { flex: none; width: 33mm; height: 33mm; margin: -1mm -2mm 0 0 }
.qr svg { display: block; width: 100%; height: 100%; shape-rendering: crispEdges }
.address { font-weight: bold; overflow-wrap: anywhere }
.also { font-size: 7pt; line-height: 1.2; overflow-wrap: anywhere }
ol { margin: 0.3mm 0 0; padding-left: 4mm; font-size: 8pt; line-height: 1.2 }
.support { padding-top: 0.3mm; overflow-wrap: anywhere }
.support b { font-size: 8pt }
@media screen { body { padding: 4mm 0 } }
"""
_LIST: Final = """header { margin: 0 0 3mm }
table { width: 100%; border-collapse: collapse; margin: 0 0 4mm; table-layout: fixed }
caption { text-align: left; font-weight: bold; font-size: 10.5pt; padding: 1mm 0; break-after: avoid }
col.id { width: 16mm } col.key { width: 42mm } col.link { width: 74mm }
th, td { border: 0.2mm solid #000; padding: 0.7mm 1.2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere }
td.code { font-size: 9.5pt }
td.link { font-size: 7.5pt }
tr { break-inside: avoid; page-break-inside: avoid }
@media screen { body { padding: 4mm 0 } }
"""


@dataclass(frozen=True, slots=True)
class Occasion:
    """What every slip says alike. `also` is a second address, `support` whom to phone; "" for none."""

    title: str
    starts_at: int
    address: str
    also: str = ""
    support: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """One holder's part: `qr` is the picture of its link as SVG, which is put in as it is. The code is not shown in a trace."""

    ident: str
    name: str
    parent: str
    code: str = field(repr=False)
    link: str = field(repr=False)
    qr: str = field(default="", repr=False)


def when(lang: Language, instant: int) -> str:
    """When the meeting opens: "08:00, Thứ Sáu, 31/5/2024"."""
    day, hour = times.date_short(lang, instant), times.clock(instant)
    return say(lang, "sheet.when", clock=hour, weekday=times.weekday(lang, instant), date=day)


def sheet(lang: Language, occasion: Occasion, name: str, slips: Iterable[Slip]) -> str:
    """The slips of one parent point and its own points (`name`), in their order, to be cut out."""
    found = list(slips)
    opening = when(lang, occasion.starts_at)
    text = [head(lang, say(lang, "sheet.title", name=name, title=occasion.title, when=opening), _SLIPS)]
    text.append(f"<header><h1>{said(lang, 'heading', name=name, count=len(found))}</h1><p>{said(lang, 'secret')}</p></header>\n")
    for start in range(0, len(found), COLUMNS):
        text.append('<div class="row">\n')
        text.extend(slip_text(lang, occasion, opening, one) for one in found[start : start + COLUMNS])
        text.append("</div>\n")
    text.append("</body>\n</html>\n")
    return "".join(text)


def slip_text(lang: Language, occasion: Occasion, opening: str, slip: Slip) -> str:
    """One slip."""
    lines = "".join(f"<li>{line}</li>" for line in instructions(lang))
    parent = f'<p class="parent">{escape(slip.parent)}</p>\n' if slip.parent else ""
    also = f'<p class="also">{said(lang, "also", address=occasion.also)}</p>\n' if occasion.also else ""
    support = escape(unbroken(occasion.support) or say(lang, "sheet.by-hand"))
    return (
        f'<section class="slip">\n<p class="meeting">{escape(shorten(occasion.title, TITLE))} <b>{escape(opening)}</b></p>\n'
        f"<h2>{escape(slip.name)}</h2>\n{parent}"
        f'<p class="code">{escape(slip.code)}</p>\n'
        f'<div class="how"><div><p class="address">{escape(occasion.address)}</p>\n{also}<ol>{lines}</ol></div>\n'
        f'<div class="qr" role="img" aria-label="{said(lang, "qr", name=slip.name)}">{slip.qr}</div></div>\n'
        f'<p class="support">{said(lang, "support")} <b>{support}</b></p>\n</section>\n'
    )


def unbroken(text: str) -> str:
    """A phone number's groups stay on one line."""
    return re.sub(r"(?<=\d) (?=\d)", "\u00a0", text)


def instructions(lang: Language) -> Iterator[str]:
    """What to do, in the words of the page's own buttons."""
    yield said(lang, "step-1", enter=say(lang, "page.enter"))
    yield said(lang, "step-2", yes=say(lang, "page.yes"), save=say(lang, "page.save"))
    yield said(lang, "step-3", ask=say(lang, "page.ask"))


def full_list(lang: Language, occasion: Occasion, roles: Iterable[Slip], families: Iterable[tuple[str, Iterable[Slip]]]) -> str:
    """Everybody's code and link: the roles first, then each family of points under its name."""
    opening = when(lang, occasion.starts_at)
    title = say(lang, "sheet.list-title", title=occasion.title, when=opening)
    text = [head(lang, title, _LIST)]
    text.append(f"<header><h1>{escape(title)}</h1><p>{said(lang, 'list-secret')}</p></header>\n")
    text.append(table(lang, say(lang, "sheet.roles"), roles))
    text.extend(table(lang, name, slips) for name, slips in families)
    text.append("</body>\n</html>\n")
    return "".join(text)


def table(lang: Language, name: str, slips: Iterable[Slip]) -> str:
    """One table of the list."""
    names = "".join(f'<th scope="col">{said(lang, key)}</th>' for key in ("col-id", "col-name", "col-code", "col-link"))
    rows = "".join(
        f"<tr><td>{escape(one.ident)}</td><td>{escape(one.name)}</td>"
        f'<td class="code">{escape(one.code)}</td><td class="link">{escape(one.link)}</td></tr>\n'
        for one in slips
    )
    return (
        f'<table><caption>{escape(name)}</caption><colgroup><col class="id"><col><col class="key"><col class="link"></colgroup>\n'
        f"<thead><tr>{names}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n"
    )


def head(lang: Language, title: str, style: str) -> str:
    """The beginning of a document."""
    return _HEAD.format(lang=lang, title=escape(title), style=style)


def said(lang: Language, key: str, /, **facts: object) -> str:
    """A sentence with its facts, as text of a document."""
    return escape(say(lang, f"sheet.{key}", **facts))
