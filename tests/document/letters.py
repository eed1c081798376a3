"""Plans in six languages, as a seller's case would give them, and what reads a written document back."""

import io
import re
from datetime import date
from html.parser import HTMLParser

import docx
import pypdfium2
from markdown_it import MarkdownIt

from reinstate.case import Plan, Section, Span
from reinstate.document import Frame, Listed, Signature

LETTERS = {
    "en": (
        ("Root cause", "Actions taken", "Prevention"),
        """Root cause
Between 3 March and 28 April 2026, 41 of 612 seller-fulfilled orders (6.7 %) left after the promised date [A-1].
- Nobody was responsible for the late list between 14:00 and the collection at 17:30 [A-2].

Actions taken
- On 6 May 2026 we ended the contract with Northline Parcel in writing [A-2]. ⟦missing: date of their answer⟧

Prevention
Since 11 May 2026 the dispatch list is printed three times a day and signed by two people [A-1].
""",
        "Fairwind Office Goods Ltd",
    ),
    "zh": (
        ("一、根本原因", "二、已采取的措施"),
        """一、根本原因
2026年3月3日至4月28日期间，612笔订单中有41笔（6.7%）晚于“承诺发货日期”发货 [A-1]，共4,803件。

二、已采取的措施
- 2026年5月4日，仓库经理王丽（Wang Li）向41位买家退还运费 [A-2]。⟦缺少：对方确认函的日期⟧
""",
        "杭州清风文具有限公司",
    ),
    "de": (
        ("Ursache", "Maßnahmen"),
        """Ursache
Die Übergabeliste wurde nur einmal täglich gedruckt; 41 von 612 Bestellungen (6,7 %) gingen verspätet hinaus [A-1].

Maßnahmen
- Am 4. Mai 2026 prüfte Jürgen Weiß (李明) sämtliche Größenangaben „vor Ort“ [A-2].
""",
        "Möwe Bürobedarf GmbH",
    ),
    "it": (
        ("Causa", "Prevenzione"),
        """Causa
L’elenco delle spedizioni era stampato una volta al giorno, perciò 41 ordini sono partiti in ritardo [A-1].

Prevenzione
Dall’11 maggio 2026 la responsabilità è affidata a due persone: ciò è più sicuro [A-2].
""",
        "Libeccio Cartoleria S.r.l.",
    ),
    "ja": (
        ("1. 根本原因", "2. 再発防止策"),
        """1. 根本原因
出荷リストの印刷は1日1回のみで、612件中41件（6.7％）の出荷が「約束した日」より遅れました [A-1]。

2. 再発防止策
2026年5月11日以降、リストを1日3回印刷し、2名が署名しています [A-2]。直・骨・将・角
""",
        "株式会社そよ風文具",
    ),
    "vi": (
        ("Nguyên nhân gốc rễ", "Biện pháp phòng ngừa"),
        """Nguyên nhân gốc rễ
Danh sách gửi hàng chỉ được in một lần mỗi ngày, nên 41 đơn hàng đã bị giao muộn [A-1].

Biện pháp phòng ngừa
Kể từ ngày 11 tháng 5 năm 2026, bà Nguyễn Thị Hương kiểm tra và ký danh sách ba lần mỗi ngày [A-2].
""",
        "Công ty TNHH Gió Lành",
    ),
}

DATED = date(2026, 5, 12)


def plan(text: str, language: str = "en", headings: tuple[str, ...] = ()) -> Plan:
    """A plan whose sections begin at the given headings."""
    starts = [*(text.index(heading) for heading in headings), len(text)]
    sections = [
        Section(heading, ("root_cause",), Span(start, end), Span(start, start + len(heading)))
        for heading, start, end in zip(headings, starts, starts[1:], strict=False)
    ]
    return Plan(text, language, "3part", tuple(sections))


def sample(language: str) -> Plan:
    headings, text, _ = LETTERS[language]
    return plan(text, language, headings)


def frame(language: str = "en", **changes) -> Frame:
    firm = LETTERS[language][2]
    values = {
        "language": language,
        "subject": ("Late shipment rate",),
        "rows": (("account", firm), ("asins", "B0CFAIRW01, B0CFAIRW02"), ("store", "")),
        "store": "Fairwind Store",
        "signature": Signature("Ana Ruiz", "Director", firm),
        "date_text": "12 May 2026",
        "dated": DATED,
        "exhibits": (Listed("A-1", "Order report", 2), Listed("A-2", "Dispatch lists", 5)),
    }
    return Frame(**(values | changes))


def squeezed(text: str) -> str:
    """The text without blanks and without the marks that a page puts at the end of a broken line."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-").replace("\x02", "-"))


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.silent = False

    def handle_starttag(self, tag, _attrs):
        self.silent = tag == "style"

    def handle_endtag(self, _tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)


def from_html(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    return "".join(reader.words)


def from_docx(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    lines = []
    for part in word.iter_inner_content():
        rows = [[cell.text for cell in row.cells] for row in part.rows] if hasattr(part, "rows") else [[part.text]]
        lines += [" ".join(cells) for cells in rows]
    return "\n".join(lines)


def from_pdf(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pages:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


READERS = {
    "pdf": from_pdf,
    "docx": from_docx,
    "html": lambda content: from_html(content.decode()),
    "md": lambda content: from_html(MarkdownIt("commonmark").enable("table").render(content.decode())),
    "txt": lambda content: content.decode(),
}
"""How each format is read back into plain words."""
