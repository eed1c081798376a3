"""Printing made-up documents: twelve layouts through typst, a plain writer that places every word, scans of both."""

import functools
import importlib
import io
import json
import random
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import typst
from PIL import Image, ImageFilter

from tests.evidence.mint.spec import NOTICE, TITLES, Line, Spec, spec_of
from tests.evidence.mint.wear import WEARS

LAYOUTS = tuple(range(12))
HELD = (2, 5, 8, 11)
"""Layouts that nobody looks at while the reader is built; measured apart."""
_NO_PRICES = ("packing_slip",)
_LETTERS = ("letter_of_authorization", "test_report_or_certificate")


@dataclass(frozen=True)
class Minted:
    """A made-up document, its truth, and the context that it is checked against."""

    content: bytes
    name: str
    scan: bool
    layout: int
    truth: dict[str, Any]
    problems: frozenset[str]
    context: dict[str, Any]


def mint(seed: int, layouts: tuple[int, ...] = LAYOUTS, *, scan: bool | None = None, wear: str = "") -> Minted:
    """The document of a seed; `scan` forces or forbids a picture of it, which `wear` spoils in one more way."""
    spec = spec_of(seed, layouts)
    if scan is not None:
        spec.scan = scan
        spec.faults -= {"altered_signs"} if scan else set()
    content = plain_pdf(spec) if spec.writer == "plain" else typst_pdf(spec)
    if spec.scan:
        content = scanned(content, random.Random(seed), wear)
    return Minted(
        content,
        f"{seed}.{'jpg' if spec.scan else 'pdf'}",
        spec.scan,
        spec.layout,
        truth(spec),
        problems(spec),
        context(spec),
    )


def q(text: str) -> str:
    return "#" + json.dumps(text, ensure_ascii=False) + ";"


@functools.cache
def fonts() -> typst.Fonts:
    carrier = importlib.import_module("noto_cjk_sans_otc").__file__
    return typst.Fonts(include_system_fonts=True, font_paths=[Path(carrier or "").parent])


def typst_pdf(spec: Spec) -> bytes:
    body = letter(spec) if spec.kind in _LETTERS else trade(spec)
    mono = spec.layout == 6
    wide = spec.layout == 9
    han = {"zh": "Noto Sans CJK SC", "ja": "Noto Sans CJK JP"}.get(spec.language)
    latin = (
        "DejaVu Sans Mono" if mono else ["Libertinus Serif", "New Computer Modern", "Liberation Sans"][spec.seed % 3]
    )
    faces = [latin, han or "Noto Sans CJK JP", "Libertinus Serif"]
    foot = f"#set page(footer: [#set text(size: 7pt)\n{footer(spec)}])" if spec.layout in (3, 7) else ""
    head = f'#set page(paper: "{"us-letter" if spec.language == "en" else "a4"}", margin: 1.8cm, flipped: {str(wide).lower()})\n#set text(size: 10pt, font: {json.dumps(faces, ensure_ascii=False)})\n#set par(justify: false)\n'.replace(
        "[", "("
    ).replace("]", ")")
    return typst.compile(f"{head}{foot}\n{body}".encode(), font_paths=fonts())


def footer(spec: Spec) -> str:
    firm = spec.issuer
    cells = [f"[{q(firm.name)} \\ {q(firm.address)}]", f"[{chr(10).join(reach(spec, ' ' + chr(92) + ' '))}]"]
    return f"#grid(columns: 2, column-gutter: 3em, {', '.join(cells)})"


def reach(spec: Spec, end: str = "") -> list[str]:
    firm, words = spec.issuer, spec.words
    told = [(words["phone"], firm.phone), (None, firm.email), (None, firm.website), (words["taxid"], firm.tax_id)]
    return [q(f"{label} {value}" if label else value) + end for label, value in told if value]


def reached(spec: Spec) -> str:
    firm, words = spec.issuer, spec.words
    told = [(words["phone"], firm.phone), ("", firm.email), ("", firm.website), (words["taxid"], firm.tax_id)]
    return " · ".join(f"{label} {value}".strip() for label, value in told if value)


def address_lines(address: str) -> list[str]:
    return [part.strip() for part in address.split(",")]


def party(firm: Any) -> str:
    return " \\\n".join([q(firm.name), *map(q, address_lines(firm.address))])


def facts(spec: Spec) -> list[tuple[str, str]]:
    words = spec.words
    label = words[TITLES[spec.kind][1]]
    date = words["date"] if spec.kind == "invoice" else words["docdate"]
    told = [(label, spec.number), (date, spec.day(spec.date))]
    if spec.kind == "invoice" and spec.date:
        told += [(words["due"], spec.day(spec.date.replace(day=min(28, spec.date.day))))] if spec.seed % 2 else []
    return [(name, value) for name, value in told if value or (name == date and "date_missing" in spec.faults)]


def receiver(spec: Spec) -> str:
    return party(spec.receiver)


def trade(spec: Spec) -> str:
    words, firm = spec.words, spec.issuer
    title = words[TITLES[spec.kind][0]]
    table, sums = goods(spec), totals(spec)
    grid = (
        "#grid(columns: 2, column-gutter: 1.5em, row-gutter: 0.55em, "
        + ", ".join(f"[{q(a)}], [{q(b)}]" for a, b in facts(spec))
        + ")"
    )
    colon = " \\\n".join(q(f"{a}: {b}") for a, b in facts(spec))
    heads = (
        "#table(columns: "
        + str(len(facts(spec)))
        + ", "
        + ", ".join(f"[*{q(a)}*]" for a, _ in facts(spec))
        + ", "
        + ", ".join(f"[{q(b)}]" for _, b in facts(spec))
        + ")"
    )
    name = f'#text(size: 15pt, weight: "bold")[{q(firm.name)}]'
    lines = " \\\n".join([name, q(firm.address), *reach(spec)])
    page = pages(spec)
    bill = f"*{q(words['bill'])}* \\\n{receiver(spec)}"
    pages_note = f"#align(right)[{q(page)}]" if page else ""
    made = {
        0: f"{name} \\\n{q(firm.address)} \\\n#text(size: 8pt)[{q(reached(spec))}]\n#line(length: 100%)\n#v(0.8cm)\n{receiver(spec)}\n#v(0.8cm)\n{grid}\n#v(0.6cm)\n= {q(title)}\n{table}\n{sums}",
        1: f"#align(center)[{name} \\\n{q(firm.address)} \\\n{q(reached(spec))}]\n#align(center)[#text(size: 14pt)[*{q(title)}*]]\n#v(0.4cm)\n#grid(columns: (1fr, 1fr), [{bill}], [{colon}])\n#v(0.5cm)\n{table}\n{sums}",
        2: f"#grid(columns: (1fr, 1fr), [{lines}], align(right)[#text(size: 20pt)[{q(title)}] \\\n{colon}])\n#v(1cm)\n{bill}\n#v(0.8cm)\n{table}\n{sums}",
        3: f'#text(size: 22pt, fill: rgb("#246"))[{q(firm.name.split()[0])}]\n#v(0.5cm)\n#text(size: 7pt)[{q(firm.name + " · " + " · ".join(address_lines(firm.address)))}]\n#v(0.1cm)\n{receiver(spec)}\n#v(1cm)\n*{q(title)}*\n\n{grid}\n{table}\n{sums}',
        4: f'#grid(columns: (4.6cm, 1fr), column-gutter: 0.8cm, rect(width: 100%, fill: rgb("#eef3e4"), stroke: none)[#set par(justify: false)\n{" ".join(f"*{q(a)}* {chr(92)} {q(b)} {chr(92)} {chr(92)} " for a, b in facts(spec))}\n{q(firm.name)} \\ {" ".join(q(part) + " " + chr(92) for part in address_lines(firm.address))} {" ".join(reach(spec, " " + chr(92) + " "))}], [#text(size: 18pt)[{q(title)}] \\ \\\n{bill}\n\n#set text(size: 8pt)\n{table}\n{sums}])',
        5: f'#rect(width: 100%, fill: rgb("#1b3a57"), inset: 10pt)[#set text(fill: white)\n#grid(columns: (1fr, auto), [{lines}], [#text(size: 17pt)[{q(title)}]])]\n#v(0.5cm)\n#grid(columns: (1fr, 1fr), [{bill}], [{grid}])\n#v(0.6cm)\n{table}\n{sums}',
        6: f"{q(firm.name)} \\\n{q(firm.address)} \\\n{q(reached(spec))}\n#v(0.6cm)\n#grid(columns: (1fr, 1fr), [{receiver(spec)}], [{colon}])\n#v(0.4cm)\n{q(title.upper())}\n{table}\n{sums}",
        7: f"#align(right)[#text(size: 16pt)[*{q(title)}*] \\\n{colon}]\n{receiver(spec)}\n#v(1cm)\n{table}\n{sums}",
        8: f"#grid(columns: (1fr, 1fr), column-gutter: 1cm, rect(width: 100%)[*{q(words['frm'])}* \\\n{party(firm)} \\\n{(' ' + chr(92) + chr(10)).join(reach(spec))}], rect(width: 100%)[{bill}])\n{heads}\n#text(size: 16pt)[{q(title)}]\n{table}\n{sums}",
        9: f"#grid(columns: (1fr, auto), [{lines}], [#text(size: 18pt)[{q(title)}]])\n#grid(columns: (1fr, 1fr), [{bill}], [{colon}])\n{table}\n{sums}",
        10: f"{lines}\n#v(0.6cm)\n#text(size: 15pt)[{q(title)}]\n\n{heads}\n#v(0.4cm)\n{bill}\n#v(0.5cm)\n{table}\n{sums}",
        11: f"#align(right)[{lines}]\n#v(0.7cm)\n{q(words['bill'] + ': ' + spec.receiver.name)} \\\n{' '.join(q(part) + ' ' + chr(92) for part in address_lines(spec.receiver.address))}\n#v(0.7cm)\n#text(size: 14pt)[*{q(title)}*]\n\n{colon}\n{table}\n{sums}",
    }[spec.layout]
    return pages_note + "\n" + made + f"\n#v(0.8cm)\n{q(words['thanks'])}\n"


def pages(spec: Spec) -> str:
    return (
        spec.words["page"].format(a=1, b=2)
        if "pages_missing" in spec.faults
        else spec.words["page"].format(a=1, b=1)
        if spec.seed % 4 == 0
        else ""
    )


def row_text(line: Line, *, inline: bool) -> str:
    if line.gtin is None:
        return q(line.text)
    return q(line.text) + (f" \\ {q('EAN ' + line.gtin)}" if inline else "")


def goods(spec: Spec) -> str:
    words, bare = spec.words, spec.kind in _NO_PRICES
    money = spec.currency if spec.seed % 2 else ""
    heads = [words["article"], words["description"], words["quantity"]] + (
        [] if bare else [f"{words['price']} {money}".strip(), f"{words['amount']} {money}".strip()]
    )
    code_first = spec.layout % 2 == 0
    cells = []
    for line in spec.lines:
        cells += [f"[{q(line.code)}]", f"[{row_text(line, inline=True)}]", f"[{q(str(line.quantity))}]"]
        cells += [] if bare else [f"[{q(spec.money(line.price))}]", f"[{q(spec.money(line.amount))}]"]
    columns = "auto, 1fr, auto" + ("" if bare else ", auto, auto")
    stroke = "0.5pt" if code_first else "none"
    head = ", ".join(f"[*{q(each)}*]" for each in heads)
    return f"#table(columns: ({columns}), stroke: {stroke}, align: (left, left, right{'' if bare else ', right, right'}), {head}, {', '.join(cells)})"


def totals(spec: Spec) -> str:
    if spec.kind in _NO_PRICES:
        return ""
    rows = (
        []
        if not spec.rate and not spec.freight and spec.seed % 2
        else [(spec.words["subtotal"], spec.money(spec.goods))]
    )
    if spec.freight:
        rows.append((spec.words["freight"], spec.money(spec.freight)))
    if spec.rate:
        rows.append((f"{spec.words['tax']} {spec.rate} %", spec.money(spec.tax)))
    rows.append((f"{spec.words['total']} {spec.currency}", spec.money(spec.printed_total)))
    if spec.layout % 3 == 0:
        return "#align(right)[" + " \\\n".join(f"{q(a + ' ' + b)}" for a, b in rows) + "]"
    return (
        "#align(right)[#table(columns: 2, stroke: none, align: (left, right), "
        + ", ".join(f"[{q(a)}], [{q(b)}]" for a, b in rows)
        + ")]"
    )


def letter(spec: Spec) -> str:
    words, firm = spec.words, spec.issuer
    head = f"#text(size: 15pt)[*{q(firm.name)}*] \\\n#text(size: 8pt)[{q(firm.address + ' · ' + reached(spec))}]\n#line(length: 100%)\n#v(0.8cm)\n"
    if spec.kind == "letter_of_authorization":
        goods_said = ("、" if spec.language in ("zh", "ja") else ", ").join(
            f"{line.text} ({words['model']} {line.code})" for line in spec.lines
        )
        term = words["term"].format(a=spec.day(spec.valid_from), b=spec.day(spec.valid_until))
        grant = words["grant"].format(name=spec.receiver.name, address=spec.receiver.address, goods=goods_said)
        ink = '#curve(stroke: 1.2pt + rgb("#223388"), curve.move((0pt, 20pt)), curve.cubic((10pt, -10pt), (20pt, 40pt), (30pt, 5pt)), curve.cubic((40pt, -10pt), (50pt, 40pt), (60pt, 8pt)), curve.cubic((70pt, 0pt), (80pt, 30pt), (95pt, 10pt)), curve.cubic((100pt, 0pt), (110pt, 20pt), (120pt, 12pt)), curve.cubic((125pt, 10pt), (128pt, 14pt), (130pt, 10pt)))'
        return f"{head}{q(spec.day(spec.date))}\n\n= {q(words['loa'])}\n\n{q(grant)}\n\n{q(term)}\n\n{q(words['closing'])}\n\n{ink}\n\n{q(firm.name)}"
    rows = [
        (words["certno"], spec.number),
        (words["holder"], f"{spec.receiver.name}, {spec.receiver.address}"),
        (words["model"], spec.lines[0].code),
        (words["standard"], "EN 62368-1"),
        (words["issued"], spec.day(spec.date)),
        (words["until"], spec.day(spec.valid_until)),
    ]
    table = (
        "#grid(columns: 2, column-gutter: 2em, row-gutter: 0.7em, "
        + ", ".join(f"[{q(a)}], [{q(b)}]" for a, b in rows)
        + ")"
    )
    return f"{head}#align(center)[#text(size: 18pt)[{q(words['certificate'])}]]\n#v(0.6cm)\n{table}"


def plain_pdf(spec: Spec) -> bytes:
    """A page on which every word is placed by itself, as the programs of small firms do."""
    words, firm = spec.words, spec.issuer
    drawn: list[tuple[float, float, float, str, bool]] = []

    def put(x: float, y: float, text: str, size: float = 9.5, *, bold: bool = False, right: bool = False) -> None:
        at = x - (
            sum(width(part, size, bold=bold) for part in text.split()) + 0.28 * size * text.count(" ") if right else 0
        )
        for part in text.split():
            drawn.append((at, y, size, part, bold))
            at += width(part, size, bold=bold) + 0.28 * size

    put(50, 790, firm.name, 14, bold=True)
    put(50, 774, firm.address)
    put(50, 762, reached(spec), 8)
    for place, text in enumerate([spec.receiver.name, *address_lines(spec.receiver.address)]):
        put(50, 700 - 12 * place, text)
    for place, (label, value) in enumerate(facts(spec)):
        put(340, 700 - 13 * place, label)
        put(460, 700 - 13 * place, value)
    put(50, 630, words[TITLES[spec.kind][0]], 14, bold=True)
    bare = spec.kind in _NO_PRICES
    heads = [(50, "article", False), (130, "description", False), (390, "quantity", True)] + (
        [] if bare else [(465, "price", True), (545, "amount", True)]
    )
    for x, key, right in heads:
        put(x, 600, words[key], 9, bold=True, right=right)
    y = 582.0
    for line in spec.lines:
        put(50, y, line.code)
        put(130, y, line.text)
        put(390, y, str(line.quantity), right=True)
        if not bare:
            put(465, y, spec.money(line.price).replace("\u00a0", " "), right=True)
            put(545, y, spec.money(line.amount).replace("\u00a0", " "), right=True)
        if line.gtin:
            y -= 12
            put(130, y, f"EAN {line.gtin}", 8)
        y -= 16
    y -= 12
    rows = (
        []
        if bare
        else [
            (words["subtotal"], spec.goods),
            *([(words["freight"], spec.freight)] if spec.freight else []),
            *([(f"{words['tax']} {spec.rate} %", spec.tax)] if spec.rate else []),
            (f"{words['total']} {spec.currency}", spec.printed_total),
        ]
    )
    for label, amount in rows:
        put(380, y, label)
        put(545, y, spec.money(amount).replace("\u00a0", " "), right=True)
        y -= 14
    put(50, 60, words["thanks"], 8)
    if pages(spec):
        put(480, 40, pages(spec), 8)
    return written_pdf(drawn)


HELVETICA = [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278] + [556] * 10 + [
    278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611,
    722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]  # fmt: skip
"""Widths of the letters from the blank to the tilde in thousandths (Adobe's font metrics)."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a word in Helvetica, its bold cut a good deal wider."""
    plain = unicodedata.normalize("NFKD", text)
    return (
        (1.14 if bold else 1.02)
        * size
        / 1000
        * sum(
            HELVETICA[ord(sign) - 32] if " " <= sign <= "~" else 556
            for sign in plain
            if not unicodedata.combining(sign)
        )
    )


def written_pdf(drawn: list[tuple[float, float, float, str, bool]]) -> bytes:
    parts = []
    for x, y, size, text, bold in drawn:
        body = text.encode("cp1252", "replace").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        parts.append(f"BT /F{2 if bold else 1} {size} Tf {x:.2f} {y:.2f} Td (".encode() + body + b") Tj ET")
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        faces = {
            f"/F{number}": pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name("/" + name),
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
            for number, name in ((1, "Helvetica"), (2, "Helvetica-Bold"))
        }
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(faces))
        page.Contents = pdf.make_stream(b"\n".join(parts))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def scanned(content: bytes, dice: random.Random, wear: str = "") -> bytes:
    """A page as a scanner sees it: a little askew, toned, with noise, as JPEG; worn before, if at all."""
    document = pypdfium2.PdfDocument(content)
    page = document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    document.close()
    page = WEARS[wear](page, dice) if wear else page
    page = page.rotate(dice.uniform(-1.8, 1.8), Image.Resampling.BICUBIC, fillcolor=255)
    noise = Image.effect_noise(page.size, dice.uniform(8, 22))
    page = Image.blend(page, noise, 0.06).filter(ImageFilter.GaussianBlur(dice.uniform(0.2, 0.6)))
    tone = dice.randint(228, 252)
    page = page.point(lambda level: min(255, int(level * tone / 240)))
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=dice.randint(55, 85), dpi=(200, 200))
    return out.getvalue()


def truth(spec: Spec) -> dict[str, Any]:
    """What a careful reader finds, as the contract wants it."""
    firm = spec.issuer
    parts = {
        name: getattr(firm, name)
        for name in ("name", "address", "phone", "email", "website", "tax_id")
        if getattr(firm, name)
    }
    fields: dict[str, Any] = {
        "issuer": parts,
        "receiver": {"name": spec.receiver.name, "address": spec.receiver.address},
    }
    if spec.kind != "letter_of_authorization":
        fields["number"] = spec.number
    if spec.date:
        fields["date"] = spec.date.isoformat()
    fields |= {name: getattr(spec, name).isoformat() for name in ("valid_from", "valid_until") if getattr(spec, name)}
    codes = (
        [spec.lines[0].code]
        if spec.kind == "test_report_or_certificate"
        else [
            code
            for line in spec.lines
            for code in (line.code, line.gtin if spec.kind not in _LETTERS else None)
            if code
        ]
    )
    fields["identifiers"] = codes
    if spec.kind not in _LETTERS:
        bare = spec.kind in _NO_PRICES
        fields["lines"] = [
            {"quantity": line.quantity} | ({} if bare else {"amount": float(line.amount)}) for line in spec.lines
        ]
        if not bare:
            fields |= {"currency": spec.currency, "total": float(spec.printed_total)}
    return {"kind": spec.kind, "language": spec.language, "fields": fields}


def problems(spec: Spec) -> frozenset[str]:
    found = set(spec.faults) - {"altered_signs"}
    if spec.kind in ("pro_forma", "quotation", "order_confirmation", "packing_slip"):
        found.add("refused_kind")
    if "supplier_contact_incomplete" in found and spec.kind not in (
        "invoice",
        "credit_note",
        "pro_forma",
        "quotation",
        "order_confirmation",
        "packing_slip",
        "letter_of_authorization",
    ):
        found.discard("supplier_contact_incomplete")
    return frozenset(found)


def context(spec: Spec) -> dict[str, Any]:
    line = spec.lines[0]
    model = "QQ-77120" if "product_not_matching" in spec.faults else line.code
    mine = "Blue Heron Retail LLC" if "receiver_mismatch" in spec.faults else spec.receiver.name
    return {
        "notice_date": NOTICE.isoformat(), "lookback_days": 365,
        "account": {"legal_name": mine, "address": spec.receiver.address},
        "items": [{"asin": "B0MINT0001", "title": "Some product that nobody sells", "brand": "Nobrand", "gtin": "4006381333931", "model": model, "units_sold": 1}],
    }  # fmt: skip


__all__ = ["HELD", "LAYOUTS", "Decimal", "Minted", "mint"]
