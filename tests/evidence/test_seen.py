"""What an engine misreads and the page itself mends: lost signs of e-mails, gaps in Chinese, headings of columns."""

from decimal import Decimal

import pytest

from reinstate import evidence
from reinstate.case.sight import SeenLine, SeenWord
from tests.evidence.papers import picture

HIGH = 0.014
"""Height of a line as a share of the page's."""


def engine(*lines):
    """An engine that reads these lines, each with its words by how far right they begin, in shares of the width."""

    def recognise(raster, *, form=False):
        return tuple(line(raster, 0.05 + place * 0.03, words) for place, words in enumerate(lines))

    return recognise


def line(raster, top, words):
    seen = []
    for left, text in words.items():
        wide = sum(0.02 if sign > "\u2e80" else 0.011 for sign in text)
        box = (left * raster.width, top * raster.height, (left + wide) * raster.width, (top + HIGH) * raster.height)
        seen.append(SeenWord(text, tuple(map(round, box)), 0.95))
    boxes = list(zip(*(word.box for word in seen), strict=True))
    return SeenLine(tuple(seen), (min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])))


def read(knowledge, *lines):
    content = picture("PNG", (1654, 2339), dpi=(200, 200))
    return next(evidence.read(content, "scan.png", knowledge, engine(*lines)))


HEAD = (
    {0.1: "Harbour", 0.19: "Lamps", 0.26: "Ltd"},
    {0.1: "9", 0.12: "Quay", 0.18: "Street,", 0.27: "Hull", 0.33: "HU1", 0.38: "2AB"},
)


@pytest.mark.parametrize("lost", ["officeGharbour.example", "officeQharbour.example", "office©harbour.example"])
def test_the_lost_sign_of_an_email_is_put_back_before_the_domain_of_the_website(knowledge, lost):
    paper = read(knowledge, *HEAD, {0.1: lost}, {0.1: "www.harbour.example"}, {0.1: "Invoice", 0.2: "HL-22"})
    assert paper.issuer.email.value == "office@harbour.example"
    assert paper.issuer.website.value == "www.harbour.example"


@pytest.mark.parametrize("whole", ["shop.harbour.example", "ourharbour.example"])
def test_another_domain_is_no_email(knowledge, whole):
    paper = read(knowledge, *HEAD, {0.1: whole}, {0.1: "www.harbour.example"}, {0.1: "Invoice", 0.2: "HL-22"})
    assert paper.issuer.email is None


def test_gaps_that_an_engine_makes_in_chinese_part_no_name(knowledge):
    paper = read(
        knowledge,
        {0.4: "发票"},
        {0.1: "杭州", 0.148: "云帆贸易有限公司"},
        {0.1: "浙江省杭州市", 0.228: "滨江区江南大道88号"},
    )
    assert paper.issuer.name.value == "杭州云帆贸易有限公司"
    assert "浙江省杭州市滨江区" in paper.issuer.address.value


def goods(knowledge, *figures):
    rows = [{0.1: "Desk", 0.15: "lamp", 0.5: first, 0.64: second, 0.8: third} for first, second, third in figures]
    head = {0.1: "Description", 0.5: "Quantity", 0.64: "Price", 0.8: "Amount"}
    paper = read(knowledge, {0.4: "Invoice", 0.5: "HL-22"}, *HEAD, head, *rows)
    return [(item.quantity, item.unit_price) for item in paper.items]


def test_prices_under_the_heading_of_quantities_change_places_with_them(knowledge):
    found = goods(knowledge, ("53.78", "121", "6507.38"), ("8.36", "211", "1763.96"))
    assert found == [(Decimal(121), Decimal("53.78")), (Decimal(211), Decimal("8.36"))]


def test_weights_with_prices_in_cents_stay_where_they_are(knowledge):
    found = goods(knowledge, ("2.50", "4.00", "10.00"), ("3.25", "8.00", "26.00"))
    assert found == [(Decimal("2.50"), Decimal("4.00")), (Decimal("3.25"), Decimal("8.00"))]
