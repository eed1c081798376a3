"""Ways of setting papers that programs of other makers have: each was once misread."""

import datetime as dt
from decimal import Decimal

import pytest

from reinstate import evidence
from reinstate.case import Context, ListedItem
from tests.evidence.papers import pdf

BUYER = "Lanternfold Ltd \\ 5 Mill Road \\ Leeds LS1 4AB"
GOODS = "#table(columns: 4, [Item], [Qty], [Price], [Amount], [Jug PC-40], [60], [8.15], [489.00]) Total 489.00 EUR"


def read(body, knowledge):
    return next(evidence.read(pdf(body), "a.pdf", knowledge, None))


def value(found):
    return found.value if found is not None else None


def codes(paper, knowledge, name="Lanternfold Ltd"):
    item = ListedItem("B0MADEUP01", "Jug", "", "", "PC-40", None)
    context = Context(dt.date(2026, 4, 1), 365, "", name, "5 Mill Road, Leeds LS1 4AB", (item,))
    return {problem.code for problem in evidence.inspect([paper], context, knowledge)[0].problems}


def test_a_name_in_two_lines_of_large_type_is_one_and_its_address_stands_below_in_its_column(knowledge):
    paper = read(
        f"""
#grid(columns: (130pt, 1fr), [#text(15pt)[*Kupferhammer \\ Rosental GmbH*] \\ \\ Hüttenweg 9 \\ 8793 Trofaiach \\ \\
  Telefon +43 3847 55 501 \\ post\\@kupfer.example \\ \\ UID: ATU68841207 \\ FN 412880 p, LG Leoben],
  [= Rechnung
   Rechnungsnr. R-2207 \\ Rechnungsdatum 3. März 2026 \\ \\ An: \\ {BUYER} \\ \\ {GOODS}])
""",
        knowledge,
    )
    assert value(paper.issuer.name) == "Kupferhammer Rosental GmbH"
    assert value(paper.issuer.address) == "Hüttenweg 9, 8793 Trofaiach"


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("Northgate Enamel", "Trading Ltd", "Northgate Enamel Trading Ltd"),
        ("Hangzhou Yulin Houseware", "Co., Ltd.", "Hangzhou Yulin Houseware Co., Ltd."),
        ("Morvane", "Morvane Distribution SAS", "Morvane Distribution SAS"),
    ],
)
def test_a_legal_form_below_a_name_belongs_to_it_but_a_logo_does_not(knowledge, first, second, name):
    head = f"{first} \\ {second} \\ 12 Dock Street, Hull HU1 3DG \\ +44 1482 555 016 \\ sales\\@maker.example"
    paper = read(
        f"{head}\n= Invoice\nInvoice no. D-2611 \\ Date: 12 February 2026\n\nBill to: \\ {BUYER}\n\n{GOODS}", knowledge
    )
    assert value(paper.issuer.name) == name


def test_a_postcode_with_the_letter_of_its_country_is_no_label(knowledge):
    paper = read(
        """
*Seeblick Haushalt AG* \\ Werkstrasse 7, CH-8400 Winterthur | T +41 52 555 27 80 | info\\@seeblick.example
#v(1cm)
Ennstaler Kontor KG \\ Untere Zeile 19 \\ A-4020 Linz
#v(1cm)
= Angebot O-4471
Winterthur, 21. Februar 2026
#table(columns: (40pt, 1fr, 50pt, 60pt, 60pt), [Pos.], [Artikel], [Anzahl], [CHF/Stk], [CHF],
  [1], [Krug (PC-40)], [300], [6.20], [1\\'860.00])
Total 1\\'860.00
""",
        knowledge,
    )
    assert value(paper.receiver.name) == "Ennstaler Kontor KG"
    assert value(paper.receiver.address) == "Untere Zeile 19, A-4020 Linz"
    assert [(each.quantity, each.unit_price, each.amount) for each in paper.items] == [(300, Decimal("6.20"), 1860)]


def test_goods_with_prices_and_a_total_are_an_invoice_where_no_heading_says_otherwise(knowledge):
    head = (
        "*Harbour Lamps Inc.* #h(1fr) (253) 555-0148 \\ 77 S 212th Street, Kent, WA 98032 #h(1fr) ar\\@harbour.example"
    )
    paper = read(
        f"{head}\n\nBill to \\ {BUYER}\n\nMarch 2, 2026\n\n{GOODS}\n\nClaims within five days of\n\nreceipt. Net 30.",
        knowledge,
    )
    assert paper.kind == "invoice"
    assert value(paper.issuer.phone) == "(253) 555-0148"


def test_a_row_that_adds_up_the_lines_is_no_line_whatever_it_is_called(knowledge):
    paper = read(
        f"""
*Harbour Lamps Ltd* \\ 12 Dock Street, Hull HU1 3DG \\ 01482 555 016 \\ sales\\@harbour.example
= Invoice
Doc. ref \\ HL 90551

Invoice date 19/02/2026

Bill to: \\ {BUYER}

#table(columns: (60pt, 1fr, 40pt, 60pt, 70pt), stroke: none, [Code], [Details], [Qty], [Price], [Net],
  [PC-40], [Jug], [60], [8.15], [489.00], [PC-41], [Lid], [10], [2.00], [20.00],
  [], [], [], [Wares], [509.00], [], [], [], [Less discount 10%], [-50.90], [], [], [], [Amount due], [458.10])
""",
        knowledge,
    )
    assert [each.amount for each in paper.items] == [489, 20]
    assert value(paper.number) == "HL 90551"
    assert "arithmetic_mismatch" not in codes(paper, knowledge)


def test_an_address_that_stands_apart_below_an_honoured_name_is_its(knowledge):
    paper = read(
        """
#align(center)[#text(16pt)[請求書]]
#grid(columns: (1fr, 1fr), [株式会社星灯商事 #h(1em) 御中 #v(9pt) 〒150-0099 \\ 東京都渋谷区月見町2丁目11番5号],
  [請求番号：H-2207 \\ 請求日：2026年3月4日 \\ \\ 青葉刃物株式会社 \\ 〒501-9999 岐阜県関市架空町55-3 \\
   電話 0575-00-5514])
#table(columns: 4, [品名], [数量], [単価], [金額], [包丁 AB-K160], [10], [1,500], [15,000])
合計 15,000
""",
        knowledge,
    )
    assert value(paper.receiver.address).replace(" ", "") == "〒150-0099東京都渋谷区月見町2丁目11番5号"


def test_a_day_that_a_line_breaks_ends_the_term(knowledge):
    paper = read(
        """
= Contrat de distribution
Entre la société Morvane SAS, 3 place du Foirail, 12210 Laguiole, et la société Lanternfold SARL,
14 rue des Carmes, 44000 Nantes.

#box(width: 440pt)[Article 5. Durée. La convention prend effet le 1er décembre 2022 et expire le 30 novembre \\
2025. Elle peut être résiliée.]
""",
        knowledge,
    )
    assert value(paper.valid_until) == dt.date(2025, 11, 30)
    assert "expired" in codes(paper, knowledge)


def test_a_till_names_an_article_by_its_barcode_and_its_name_above_the_figures(knowledge):
    paper = read(
        """
#set text(font: "DejaVu Sans Mono", size: 8pt)
COOK & JAR \\ 46 Mill Street \\ Leeds LS1 6EX \\ 0113 555 0447 \\ Receipt \\ 11/02/2026 14:26 \\ -------------------- \\
5060412388177 \\ ENAMEL DISH \\ #h(2em) 4 \\@ 14.99 #h(4em) 59.96 \\
5060412388245 \\ BREAD BIN \\ #h(2em) 2 \\@ 24.50 #h(4em) 49.00 \\ -------------------- \\ TOTAL #h(4em) 108.96
""",
        knowledge,
    )
    assert [[each.value for each in item.identifiers] for item in paper.items] == [["5060412388177"], ["5060412388245"]]


def test_a_firm_ends_at_the_comma_before_its_address_even_where_the_street_has_no_number(knowledge):
    paper = read(
        "*Harrow Trading Ltd* \\ Unit 6, Calder Mills, Brighouse HD6 1QF \\ Tel 01484 555 213\n"
        "= Remittance Advice\nTo: Dunmore Enamel Ltd, Foundry Road, Falkirk FK2 7XR\n\n"
        "Date of payment: 6 February 2026",
        knowledge,
    )
    assert value(paper.receiver.name) == "Dunmore Enamel Ltd"
    assert value(paper.receiver.address) == "Foundry Road, Falkirk FK2 7XR"


def test_words_down_the_edge_of_a_form_name_its_parties_and_labels_say_whose_an_address_is(knowledge):
    edge = "#grid(columns: (17pt, 180pt, 17pt, 180pt), row-gutter: 6pt,"
    rows = [("购", "名称：深圳市星禾贸易有限公司", "销", "名称：东莞市白鹭电器有限公司"), ("买", "", "售", "")]
    rows += [("方", "纳税人识别号：", "方", "纳税人识别号："), ("信", "91440300MA5HK3T28X", "信", "91441900MA4WR71Q5L")]
    rows += [("息", "", "息", "")]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    paper = read(
        f"""
#align(center)[电子发票（普通发票）] #align(right)[发票号码：26442000000318850427 \\ 开票日期：2026年03月16日]
{edge} {cells})
#table(columns: 4, [项目名称], [数量], [单价], [金额], [风扇 ZX-40], [台 10], [32.00], [320.00])
价税合计 320.00

购买方地址：深圳市龙岗区五和大道118号

销售方地址：东莞市寮步镇石大路36号；电话：0769-81105537；邮箱：caiwu\\@bailu- \\ dianqi.cn
""",
        knowledge,
    )
    assert (value(paper.issuer.name), value(paper.receiver.name)) == (
        "东莞市白鹭电器有限公司",
        "深圳市星禾贸易有限公司",
    )
    assert value(paper.issuer.address).replace(" ", "") == "东莞市寮步镇石大路36号"
    assert value(paper.receiver.address).replace(" ", "") == "深圳市龙岗区五和大道118号"
    assert value(paper.issuer.email) == "caiwu@bailu-dianqi.cn"


def test_a_barcode_that_its_cell_breaks_is_put_together(knowledge):
    table = "[1], [PC-40], [Jug], [60], [8.15], [489.00], [], [40063813339 \\ 31], [], [], [], []"
    paper = read(
        "= Invoice\nInvoice no. HL-2 \\ Date 2026-03-02\n\n"
        "#table(columns: (30pt, 70pt, 1fr, 40pt, 50pt, 60pt), stroke: none, "
        f"row-gutter: -8pt, [Pos], [Item no.], [Description], [Qty], [Price], [Amount], {table})\nTotal 489.00 EUR",
        knowledge,
    )
    assert "4006381333931" in {each.value for each in paper.items[0].identifiers}


def test_an_invoice_that_tells_nothing_of_its_maker_has_no_letterhead(knowledge):
    paper = read(
        f"= Factuur\nAan: {BUYER}\n\nFactuurnummer: Q-4417 \\ Factuurdatum: 19-02-2026\n\n{GOODS}\n\n"
        "Gaarne betalen binnen 14 dagen op NL38 MAAS 0417 2280 61.",
        knowledge,
    )
    assert value(paper.issuer.name) is None
    assert value(paper.issuer.phone) is None
    assert "letterhead_missing" in codes(paper, knowledge)


def test_the_year_in_the_sign_of_a_firm_is_no_altered_figure(knowledge):
    body = (
        "{sign} \\ 12 Dock Street, Hull HU1 3DG \\ 01482 555 016\n= Invoice\nInvoice no. HL-2 \\ Date 2 March 2026\n\n"
    )
    face = '#text(font: "New Computer Modern")[Harbour Lamps Ltd since 1951]'
    paper = read(body.format(sign=face) + f"Bill to: {BUYER}\n\n{GOODS}", knowledge)
    assert "altered_signs" not in codes(paper, knowledge)


def test_a_heading_below_an_address_does_not_go_on_with_it(knowledge):
    paper = read(
        f"""
#align(right)[Fördewind Energie GmbH \\ Uhlenkrog 5 \\ 24113 Kiel \\ 0431 555 2000 \\ a\\@b.example]
Nordlicht Versand GmbH \\ Hafenstraße 27 \\ 24103 Kiel

#text(14pt)[*Ihre Rechnung*]

Rechnungsnummer V26-119 \\ Rechnungsdatum 11.02.2026

{GOODS}
""",
        knowledge,
    )
    assert value(paper.receiver.address) == "Hafenstraße 27, 24103 Kiel"


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("= Dichiarazione di conformità\nMateriali a contatto con alimenti · n. DC-2025-041", "DC-2025-041"),
        ("#align(right)[第 KZ26-01147 号]\n= 分析結果報告書\n2026年2月19日", "KZ26-01147"),
        ("= Documento nacional de identidad\n\nApellidos\n\n#text(16pt)[DNI 48291736Q]", "48291736Q"),
        ("= Receipt\n11/02/2026 #h(2em) 14:26 #h(2em) \\#0022871\n\nTotal 108.96", "0022871"),
        (
            "= Delivered\nYour parcel was delivered on 18 June 2026\n\nTracking #h(3em) 3SKRP0048217736",
            "3SKRP0048217736",
        ),
    ],
)
def test_a_number_is_told_by_its_setting(knowledge, body, number):
    assert value(read(body, knowledge).number) == number


def test_a_letter_before_a_stroke_makes_no_heading_of_the_word_behind_it(knowledge):
    head = "*Morvane S.L.* \\ Calle Real 4, 41004 Sevilla \\ Tfno. 955 55 71 20\n\n*FACTURA* #h(3em) F/2026/0291\n\n"
    paper = read(f"{head}Fecha de expedición #h(2em) 12/01/2026\n\nS/pedido #h(2em) P-0088\n\n{GOODS}", knowledge)
    assert paper.kind == "invoice"


LETTER = """
*Kogetsu Tableware* \\ 12 Dock Street, Hull HU1 3DG \\ 01482 555 016
= Letter of authorization
February 3, 2026

We hereby authorize Lanternfold Ltd, 5 Mill Road, Leeds LS1 4AB, to sell our bowls KG-BM-L and KG-CS4.

Sincerely,

{signature}

Ellen Whitcombe
"""


@pytest.mark.parametrize(
    ("signature", "signed"),
    [
        ('#text(20pt, font: "New Computer Modern", style: "italic")[Ellen Whitcombe]', True),
        ("株式会社湖月 #h(2cm) #rect(width: 45pt, height: 45pt, stroke: red)[株式 \\ 会社 \\ 湖月]", True),
        ("#rect(width: 45pt, height: 45pt)[Seal]", False),
        ("", False),
    ],
)
def test_a_name_like_handwriting_or_in_a_seal_of_lines_signs_a_letter(knowledge, signature, signed):
    paper = read(LETTER.format(signature=signature), knowledge)
    assert ("unsigned" not in {sign.id for sign in paper.signs}) is signed
    assert {"KG-BM-L", "KG-CS4"} <= {each.value for each in paper.identifiers}


def test_a_small_word_far_before_a_day_says_nothing_of_a_term(knowledge):
    paper = read(
        "= Dichiarazione di conformità\nOmegna, 8 settembre 2025\n\n"
        "Gli articoli sono conformi al D.M. 21 marzo 1973 e successive modifiche.",
        knowledge,
    )
    assert value(paper.valid_until) is None
