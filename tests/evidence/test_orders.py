"""Units sold are counted row by row out of order reports: each order once, and only what was sold in the window."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Trouble
from reinstate.evidence import count_orders, open_report
from reinstate.evidence.orders import MOST_BYTES, Window
from reinstate.knowledge.calendars import every_calendar
from reinstate.language.moments import Moments

LAMP, CUP, RUG = "B0AAAAAAA1", "B0AAAAAAA2", "B0AAAAAAA3"
FIRST, LAST = date(2025, 3, 1), date(2026, 2, 28)
ALL = "amazon-order-id\tpurchase-date\torder-status\tproduct-name\tsku\tasin\titem-status\tquantity"
SHIPPED = "Amazon Order Id,Shipment Item Id,Amazon Order Item Id,Purchase Date,Merchant SKU,Title,Shipped Quantity"
LISTINGS = "item-name\tseller-sku\tprice\tquantity\tasin1"


def order(number, day="2026-01-05T10:00:00+00:00", state="Shipped", asin=LAMP, units=1, item="Shipped", sku="SKU-1"):
    return f'{number}\t{day}\t{state}\tA 12" lamp, grey\t{sku}\t{asin}\t{item}\t{units}'


def report(*rows, head=ALL):
    return "\r\n".join((head, *rows)).encode()


@pytest.fixture(scope="module")
def count(knowledge):
    def run(*contents, asins=()):
        window = Window(FIRST, LAST, Moments(every_calendar(knowledge), "mdy"))
        opened = [open_report(f"{place}.txt", each, knowledge) for place, each in enumerate(contents, 1)]
        return count_orders(opened, window, asins, knowledge)

    return run


def test_what_was_sold_counts_and_everything_else_is_told_with_its_reason(count):
    rows = (
        order("1", units=2),
        order("2", state="Shipped - Delivered to Buyer", asin=CUP),
        order("3", state="Unshipped", item="Unshipped"),
        order("4", state="Shipped - Returned to Seller"),  # it was sold all the same
        order("5", state="Cancelled", item="Cancelled", units=""),
        order("6", state="Shipped", item="Cancelled"),
        order("7", state="Pending", item="Unshipped"),
        order("8", state="Returned", item="Unshipped"),
        order("9", day="2025-02-28T23:59:59+00:00"),
        order("10", day="2026-03-01T00:00:00+00:00"),
        order("11", day="some day"),
        order("12", units=0),
        order("13", asin=RUG),
        order("14", asin="", sku="SKU-?"),
        "",
    )
    found = count(report(*rows), asins=(LAMP, CUP))
    assert found.units == {LAMP: 4, CUP: 1}
    assert found.counted.rows == 4
    assert found.counted.left == {
        "before": 1,
        "after": 1,
        "undated": 1,
        "cancelled": 2,
        "pending": 1,
        "returned": 1,
        "no-units": 1,
        "no-product": 1,
        "others": 1,
    }
    assert found.counted.reach == (date(2025, 2, 28), date(2026, 3, 1))
    assert found.skus == ("SKU-?",)


def test_both_ends_of_the_window_count(count):
    rows = (order("1", day=f"{FIRST}T00:00:00"), order("2", day=f"{LAST}T23:59:59"))
    assert count(report(*rows)).units == {LAMP: 2}


def test_an_order_in_two_reports_counts_once_and_two_items_of_one_order_count_both(count):
    first = report(order("1"), order("1", asin=CUP), order("2", units=3), order("2", units=2))
    second = report(order("2", units=3), order("2", units=2), order("3"))
    found = count(first, second)
    assert found.units == {LAMP: 7, CUP: 1}
    assert found.counted.left == {"again": 2}
    assert count(first, first).units == count(first).units


def test_what_a_later_report_knows_better_counts(count):
    paid = count(report(order("1", state="Pending")), report(order("1", state="Shipped")))
    assert (paid.units, paid.counted.left) == ({LAMP: 1}, {"again": 1})
    gone = count(report(order("1", state="Unshipped", units=4)), report(order("1", state="Cancelled", units="")))
    assert (gone.units, gone.counted.left) == ({}, {"again": 1, "cancelled": 1})


def test_shipments_without_asins_are_counted_by_the_sku_that_a_listings_report_explains(count):
    shipped = (
        '1,S1,I1,2026-01-05T10:00:00+00:00,SKU-1,"Lamp, grey",2',
        "1,S2,I1,2026-01-05T10:00:00+00:00,SKU-1,Lamp,1",  # the rest of the same item, in a parcel of its own
        "2,S3,I2,2026-01-06T10:00:00+00:00,SKU-9,Cup,1",
    )
    january, february = report(*shipped, head=SHIPPED), report(shipped[1], head=SHIPPED)
    listings = report("Lamp\tSKU-1\t19.90\t4\t" + LAMP, head=LISTINGS)
    found = count(january, february, listings)
    assert found.units == {LAMP: 3}
    assert found.counted.reports == ("1.txt", "2.txt")
    assert found.counted.left == {"no-product": 1, "again": 1}
    assert found.skus == ("SKU-9",)
    assert count(january, february, listings, report(order("1", units=3))).units == {LAMP: 3}


@pytest.mark.parametrize(
    ("head", "row", "sale", "refund", "encoding"),
    [
        (
            "date/time,type,order id,sku,quantity",
            '"Jan 5, 2026 1:00:00 PM PST",{},1,SKU-1,2',
            "Order",
            "Refund",
            "utf-8",
        ),
        (
            "Datum/Uhrzeit;Typ;Bestellnummer;SKU;Beschreibung;Menge",
            "05.01.2026 13:00:00 UTC;{};1;SKU-1;Öl;2",
            "Bestellung",
            "Erstattung",
            "cp1252",
        ),
        (
            "date/heure,type,numéro de la commande,sku,quantité",
            "5 janv. 2026 13:00:00 UTC,{},1,SKU-1,2",
            "Commande",
            "Remboursement",
            "utf-8-sig",
        ),
        (
            "日付/時間,トランザクションの種類,注文番号,SKU,説明,数量",
            "2026/01/05 13:00:00JST,{},1,SKU-1,電灯,2",
            "注文",
            "返金",
            "cp932",
        ),
    ],
)
def test_date_range_reports_begin_with_sentences_and_book_refunds_too(count, head, row, sale, refund, encoding):
    lines = ("Amazon.com", "All amounts in USD, unless specified", head, row.format(sale), row.format(refund))
    found = count("\n".join(lines).encode(encoding), report("Lamp\tSKU-1\t1\t4\t" + LAMP, head=LISTINGS))
    assert found.units == {LAMP: 2}
    assert found.counted.left == {"no-sale": 1}


@pytest.mark.parametrize(
    "content",
    [b"", b"my shopping list", b"%PDF-1.7\n\x81\x8d", b"order-id,quantity\n1,2\n", b"\0\1" * 50, b"asin,sold\n"],
)
def test_what_is_no_report_is_none(knowledge, content):
    assert open_report("x.txt", content, knowledge) is None


def test_a_report_has_a_limit(knowledge):
    with pytest.raises(Trouble) as caught:
        open_report("x.txt", b" " * (MOST_BYTES + 1), knowledge)
    assert caught.value.code == "exhibits.report-too-large"


ORDERS = st.lists(
    st.tuples(
        st.sampled_from([LAMP, CUP]),
        st.integers(0, 400).map(lambda days: FIRST - timedelta(days=20) + timedelta(days=days)),
        st.sampled_from(["Shipped", "Cancelled", "Unshipped", "Pending"]),
        st.integers(1, 5),
    ),
    max_size=12,
)


@given(orders=ORDERS, cuts=st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4))
def test_however_reports_overlap_the_count_is_that_of_one_report_of_all(count, orders, cuts):
    rows = [
        order(str(number), day=f"{day}T10:00:00+00:00", state=state, asin=asin, item=state, units=units)
        for number, (asin, day, state, units) in enumerate(orders)
    ]
    whole = count(report(*rows))
    parts = [rows[min(cut) : max(cut)] for cut in cuts]
    again = count(report(*rows[::2]), report(*rows[1::2]), *(report(*part) for part in parts))
    assert again.units == whole.units
    sold = [
        (asin, units)
        for asin, day, state, units in orders
        if FIRST <= day <= LAST and state in ("Shipped", "Unshipped")
    ]
    assert whole.units == {asin: sum(n for a, n in sold if a == asin) for asin in sorted({a for a, _ in sold})}
    assert whole.counted.rows == again.counted.rows == len(sold)
    assert sum(whole.counted.left.values()) == len(orders) - len(sold)
    assert again.counted.left.get("again", 0) == sum(map(len, parts))
