"""Who made a document and whom it is for, wherever the two stand on the page."""

import pytest

from reinstate import evidence
from tests.evidence.papers import pdf


def read(body, knowledge):
    return next(evidence.read(pdf(body), "a.pdf", knowledge, None))


def value(found):
    return found.value if found is not None else None


def test_a_word_of_honour_marks_the_receiver_and_japanese_numbers_are_told_apart(knowledge):
    paper = read(
        """
#align(center)[#text(16pt)[請求書]]
#grid(columns: (1fr, 1fr), [〒150-0099 \\ 東京都渋谷区月見町2-11-5 \\ #text(13pt)[株式会社星灯商事] 御中],
  [請求日 2026年3月4日 \\ 請求番号 H-2207 \\ \\ 青葉刃物株式会社 \\ 〒501-9999 岐阜県関市架空町55-3 \\
   電話 0575-00-5514 \\ info\\@aoba.example])
お客さま番号 03-5550-1420-77
#table(columns: 4, [品名], [数量], [単価], [金額], [包丁 AB-K160], [10], [1,500], [15,000])
#table(columns: 2, stroke: none, [10%対象 15,000], [消費税 1,500], [合計], [16,500])
""",
        knowledge,
    )
    assert value(paper.receiver.name) == "株式会社星灯商事"
    assert "渋谷区" in value(paper.receiver.address)
    assert value(paper.issuer.name) == "青葉刃物株式会社"
    assert value(paper.issuer.phone) == "0575-00-5514"


STRIP = """
= Morvane Distribution SAS
12 rue du Port, 44000 Nantes \\ +33 2 40 00 50 16 \\ export\\@morvane.example

FACTURE N° MD-2611 \\ Date : 12.02.2026

#grid(columns: (1fr, 1fr, 1fr), row-gutter: 4pt,
  text(7pt)[ACHETEUR], text(7pt)[INCOTERM], text(7pt)[ORIGINE],
  [Lanternfold Ltd \\ 5 Mill Road \\ Leeds LS1 4AB], [DAP Leeds], [France])
"""


def test_labels_side_by_side_have_their_values_below(knowledge):
    assert value(read(STRIP, knowledge).receiver.name) == "Lanternfold Ltd"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            (
                "= Attestation d'autorisation de distribution\nNous soussignés, Morvane Distribution SAS, autorisons "
                "par la présente la société Lanternfold Ltd, 5 Mill Road, Leeds LS1 4AB, à commercialiser nos produits."
            ),
            "Lanternfold Ltd",
        ),
        (
            (
                "= 授权经销协议\n甲方（供方）：佛山市虚构照明有限公司 \\ 地址：广东省佛山市虚构路18号\n\n"
                "乙方（经销商）：Lanternfold Ltd \\ 地址：5 Mill Road, Leeds LS1 4AB\n\n签订日期：2025年6月16日"
            ),
            "Lanternfold Ltd",
        ),
    ],
)
def test_the_firm_that_is_authorised_is_named_in_running_text(text, name, knowledge):
    assert value(read(text, knowledge).receiver.name) == name


def test_the_carrier_makes_a_proof_of_delivery(knowledge):
    paper = read(
        """
= Proof of delivery
#grid(columns: (1fr, 1fr), row-gutter: 4pt, text(7pt)[Tracking number], text(7pt)[Delivered on],
  [QX00018842GB], [17 Feb 2026], text(7pt)[Sender], text(7pt)[Delivered to],
  [Lanternfold Ltd \\ Leeds LS1 4AB], [Mr Alan Pryce \\ 8 Chapel Row \\ Truro TR1 2XY])
#v(2cm)
Quickhop Parcels Ltd, 40 Freight Road, Coventry CV3 4LL · 0345 000 0120 · www.quickhop.example
""",
        knowledge,
    )
    assert value(paper.issuer.name) == "Quickhop Parcels Ltd"
    assert value(paper.receiver.name) == "Mr Alan Pryce"


def test_days_follow_the_country_and_a_term_may_head_a_table(knowledge):
    paper = read(
        """
= Certificate of liability insurance
INSURER \\ Hollin Mutual Insurance plc \\ 90 Walk Lane, London EC2R 5ZZ

NAMED INSURED \\ Lanternfold Ltd

Date of issue: 03/02/2025
#table(columns: 4, [Cover], [Policy effective], [Policy expiry], [Limit],
  [Public liability], [04/02/2025], [03/02/2026], [£5,000,000])
""",
        knowledge,
    )
    assert str(value(paper.date)) == "2025-02-03"
    assert (str(value(paper.valid_from)), str(value(paper.valid_until))) == ("2025-02-04", "2026-02-03")


MAIL = b"""From: Rhona Pellow <accounts@pellworth.example>
To: Purchasing <buying@lanternfold.example>
Date: Thu, 05 Mar 2026 09:14:22 +0000
Subject: Confirmation of purchases

Dear Marcus,

I confirm that Lanternfold Ltd bought 200 crates from us.

Kind regards
Rhona Pellow

Pellworth Crates Ltd
Unit 2, Quarry Road, Halifax HX1 2AB
Tel 01422 496 018
"""


def test_a_mail_is_the_firm_s_of_its_signature(knowledge):
    paper = next(evidence.read(MAIL, "a.eml", knowledge, None))
    assert value(paper.issuer.name) == "Pellworth Crates Ltd"
    assert "<" not in value(paper.receiver.name)


def test_a_number_may_stand_alone_beside_the_title(knowledge):
    paper = read(
        """
#grid(columns: (1fr, auto), text(14pt)[*CREDIT NOTE*], [CN-002417])
Pellworth Crates Ltd \\ Unit 2, Quarry Road, Halifax HX1 2AB

TO \\ Lanternfold Ltd \\ 5 Mill Road, Leeds LS1 4AB

2 December 2025
""",
        knowledge,
    )
    assert value(paper.number) == "CN-002417"


def test_a_strip_of_totals_is_no_line_of_goods(knowledge):
    paper = read(
        """
= Fattura
Cassetta Rossa S.n.c. \\ Via Immaginaria 140, 36061 Bassano del Grappa VI \\ Tel 0424 000018

#grid(columns: 3, column-gutter: 24pt, [Fattura TD01], [n. 93/E], [del 27/01/2026])
#table(columns: (1fr, 60pt, 60pt, 60pt), [Descrizione], [Quantità], [Prezzo], [Importo],
  [Cassetta CR-40], [100], [10,00], [1.000,00])
#table(columns: 6, stroke: none, [Imponibile 22%], [1.000,00], [Imposta], [220,00], [Totale documento €], [1.220,00])
""",
        knowledge,
    )
    assert value(paper.number) == "93/E"
    assert value(paper.total) == 1220
    assert len(paper.items) == 1


@pytest.mark.parametrize(
    ("age", "kind"),
    [("Großhandel · gegründet 1954", "RECHNUNG"), ("Grossiste · depuis 1954", "FACTURE"), ("Since 1954", "INVOICE")],
)
def test_the_year_since_which_a_firm_has_been_there_is_no_street(knowledge, age, kind):
    paper = read(
        f"""
#align(center)[#text(20pt)[*Morvane & Fils KG*] \\ {age} \\
  #text(8pt)[Hafenstraße 41 · 20999 Elbmünde · 040 66969 310 · kontor\\@morvane.example]]
{kind} Nr. 2611-A \\ 12.02.2026
#table(columns: 4, [SB-3-AK], [10], [15,00], [150,00])
""",
        knowledge,
    )
    assert value(paper.issuer.address) == "Hafenstraße 41, 20999 Elbmünde"


def test_labels_set_one_sign_below_the_other_name_the_parties_of_a_chinese_e_invoice(knowledge):
    cell = "名称：{name} #v(14pt) 统一社会信用代码/纳税人识别号：{code}"
    sides = (
        ("购买", "深圳市月见贸易有限公司", "91440300MA5HTW3L7Q"),
        ("销售", "东莞市星灯日用品有限公司", "91441900MA4XNR7D2K"),
    )
    parts = (
        "[" + " \\ ".join(side + "方信息") + f"], [{cell.format(name=name, code=code)}]" for side, name, code in sides
    )
    told = ", ".join(parts)
    paper = read(
        f"""
#align(center)[#text(15pt)[电子发票（普通发票）]] \\ 发票号码：26442000000318840271 \\ 开票日期：2026年04月02日
#table(columns: (9mm, 1fr, 9mm, 1fr), {told})
#table(columns: 4, [项目名称], [数量], [单价], [金额], [衣架 YJ-40], [800], [1.50], [1200.00])
""",
        knowledge,
    )
    assert value(paper.issuer.name) == "东莞市星灯日用品有限公司"
    assert value(paper.issuer.tax_id) == "91441900MA4XNR7D2K"
    assert value(paper.receiver.name) == "深圳市月见贸易有限公司"
