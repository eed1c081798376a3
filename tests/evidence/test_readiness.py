"""Readiness: a product is ready exactly while what is left of its documents stands, and nothing is guessed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Found, Item, KeptDocument, KeptFile, ListedItem, Paper, PaperParty, Spot, Told, Vault

AT = Spot(1, (0, 0, 9, 9))
DAY = date(2026, 11, 29)
LAMP, KETTLE = ListedItem("B0HLAMP001", "Desk lamp", units_sold=300), ListedItem("B0KETTLE02")
LEGAL, ADDRESS = "Lanternfold Ltd", "5 Mill Road, Leeds LS1 4AB"
SUPPLIER = PaperParty(*(Found(each, AT) for each in ("Harbour Lamps", "1 Quay Rd", "0113 2 49", "a@b.example")))
RECEIVER = PaperParty(Found(LEGAL, AT), Found(ADDRESS, AT))


def invoice(number, issued, units=400, asin=LAMP.asin, **changed):
    line = Item("Lamp", AT, (Found(asin, AT),), Decimal(units) if units else None)
    told = {
        "kind": "invoice",
        "issuer": SUPPLIER,
        "receiver": RECEIVER,
        "number": Found(number, AT),
        "date": Found(issued, AT) if issued else None,
        "items": (line,),
        "identifiers": (Found(asin, AT),),
    }
    return made({**told, **changed})


def paper(kind, issued=None, until=None, **changed):
    told = {"date": Found(issued, AT) if issued else None, "valid_until": Found(until, AT) if until else None}
    return made({"kind": kind, "issuer": SUPPLIER, "receiver": RECEIVER, **told, **changed})


def made(told):
    fixed = {"file": "f.pdf", "media": "application/pdf", "sha256": "0", "sureness": 1, "language": "en", "pages": 1}
    return Paper(**fixed, ocr=False, **told)


def vault_of(papers, products=(LAMP,), told=None, **changed):
    documents = tuple(
        KeptDocument(
            f"D-{place}", KeptFile(f"{place}.pdf", f"{place:064x}", 1), "", told=(told or {}).get(place, Told())
        )
        for place in range(1, len(papers) + 1)
    )
    vault = Vault("id", "Lanternfold", LEGAL, ADDRESS, "", documents, tuple(products), **changed)
    return vault, {each.sha256: paper for each, paper in zip(documents, papers, strict=True) if paper}


def judge(knowledge, papers, products=(LAMP,), day=DAY, told=None, lookback=365):
    vault, read = vault_of(papers, products, told)
    return evidence.judge(vault, read, day, knowledge, lookback)


@pytest.mark.parametrize("lookback", [180, 365])
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 400)), min_size=1, max_size=5))
def test_a_ready_product_stays_so_to_the_last_day_told_and_not_a_day_longer(knowledge, lookback, ages):
    papers = [invoice(f"HL-{n}", DAY - timedelta(age), units) for n, (age, units) in enumerate(ages)]
    product = judge(knowledge, papers, lookback=lookback).products[0]
    if product.state == "ready":
        assert judge(knowledge, papers, day=product.until, lookback=lookback).products[0].state == "ready"
        after = judge(knowledge, papers, day=product.until + timedelta(1), lookback=lookback).products[0]
        assert after.state != "ready"
    else:
        valid = [units for age, units in ages if age <= lookback]
        assert not valid or 0 < sum(valid) < LAMP.units_sold
        assert product.lacks


def test_units_on_invoices_that_still_hold_are_held_against_units_sold(knowledge):
    papers = [invoice("HL-1", date(2026, 3, 1), 200), invoice("HL-2", date(2026, 9, 1), 150)]
    product = judge(knowledge, papers).products[0]
    assert (product.state, product.bought, product.until) == ("ready", Decimal(350), date(2027, 3, 1))
    later = judge(knowledge, papers, day=date(2027, 3, 2)).products[0]
    assert (later.state, later.bought, later.until) == ("doubtful", Decimal(150), date(2027, 9, 1))
    assert [each.problem.code for each in later.lacks] == ["quantity_below_sales"]


def test_a_second_copy_of_an_invoice_buys_nothing_more(knowledge):
    one = invoice("HL-1", date(2026, 9, 1), 200)
    product = judge(knowledge, [one, one]).products[0]
    assert (product.state, product.bought, product.shown_by) == ("doubtful", Decimal(200), ("D-1",))


def test_an_invoice_that_tells_no_quantity_leaves_the_units_unknown(knowledge):
    product = judge(knowledge, [invoice("HL-1", date(2026, 9, 1), 0)]).products[0]
    assert (product.state, product.bought) == ("ready", None)


def test_no_document_a_refused_one_and_a_doubtful_one_say_why(knowledge):
    pro_forma = invoice("PF-1", date(2026, 9, 1), kind="pro_forma")
    nobody = invoice("HL-1", date(2026, 9, 1), asin=KETTLE.asin, issuer=PaperParty(Found("Harbour Lamps", AT)))
    bare = ListedItem("B0NOTHING3")
    products = judge(knowledge, [pro_forma, nobody], (LAMP, KETTLE, bare)).products
    assert [each.state for each in products] == ["lacking", "doubtful", "lacking"]
    assert [[(each.problem.code, each.document) for each in product.lacks] for product in products] == [
        [("refused_kind", "D-1")],
        [("supplier_contact_incomplete", "D-2")],
        [("no_document", "")],
    ]


def test_a_credit_note_and_a_letter_are_no_proof_of_purchase(knowledge):
    letter = paper("letter_of_authorization", DAY, identifiers=(Found(LAMP.asin, AT),))
    assert judge(knowledge, [letter]).products[0].lacks[0].problem.code == "no_document"


def test_what_runs_out_is_told_in_order_and_a_renewed_document_is_not_missed(knowledge):
    papers = [
        paper("insurance_certificate", date(2025, 1, 1), date(2025, 12, 31)),
        paper("insurance_certificate", date(2026, 1, 1), date(2026, 12, 31)),
        paper("business_licence", until=date(2026, 11, 1)),
        paper("utility_bill", date(2026, 9, 20)),
        paper("utility_bill", date(2026, 6, 20), issuer=PaperParty(Found("Another works", AT))),
        invoice("HL-1", date(2025, 12, 20)),
    ]
    found = judge(knowledge, papers)
    assert [(each.last, each.what, each.documents) for each in found.reminders] == [
        (date(2026, 11, 1), "term", ("D-3",)),
        (date(2026, 12, 19), "age", ("D-4",)),
        (date(2026, 12, 20), "proof", ("D-6",)),
        (date(2026, 12, 31), "term", ("D-2",)),
    ]
    assert [each.documents for each in found.due(25)] == [("D-3",), ("D-4",), ("D-6",)]


def test_products_whose_proof_ends_on_one_day_are_one_reminder_also_after_that_day(knowledge):
    issued = date(2026, 1, 10)
    both = invoice("HL-1", issued, 900)
    line = Item("Kettle", AT, (Found(KETTLE.asin, AT),), Decimal(9))
    both = invoice(
        "HL-1", issued, 900, items=(*both.items, line), identifiers=(*both.identifiers, Found(KETTLE.asin, AT))
    )
    before, after = (judge(knowledge, [both], (LAMP, KETTLE), day=day) for day in (DAY, date(2027, 6, 1)))
    for found in (before, after):
        (reminder,) = found.reminders
        assert (reminder.last, reminder.what) == (date(2027, 1, 10), "proof")
        assert reminder.asins == (LAMP.asin, KETTLE.asin)
    assert {each.state for each in after.products} == {"lacking"}


def test_a_term_that_is_neither_read_nor_told_is_unknown_and_makes_no_reminder(knowledge):
    insurance = paper("insurance_certificate", date(2026, 1, 1))
    found = judge(knowledge, [insurance])
    assert (found.documents[0].ending, found.documents[0].last, found.reminders) == ("unknown", None, ())
    told = judge(
        knowledge, [paper("insurance_certificate", date(2026, 1, 1))], told={1: Told(valid_until=date(2026, 12, 1))}
    )
    assert (told.documents[0].ending, told.documents[0].last) == ("term", date(2026, 12, 1))
    assert [each.last for each in told.reminders] == [date(2026, 12, 1)]


def test_what_a_person_says_takes_the_place_of_what_was_read_and_has_no_place_in_the_document(knowledge):
    read = invoice("HL-1", date(2024, 9, 1), items=(), identifiers=())
    told = Told(kind="invoice", issued=date(2025, 9, 1), products=(LAMP.asin,))
    found = judge(knowledge, [read], told={1: told}).documents[0]
    assert found.inspection.covers == (LAMP.asin,)
    (old,) = (each for each in found.inspection.problems if each.code == "too_old")
    assert (old.spot, old.args["days"]) == (None, str((DAY - date(2025, 9, 1)).days))
    assert judge(knowledge, [read], told={1: Told(kind="no_such_kind")}).documents[0].inspection.paper.kind == "invoice"


def test_a_document_that_could_not_be_read_counts_for_nothing_but_its_told_term_is_watched(knowledge):
    found = judge(knowledge, [None, None], told={2: Told(valid_until=date(2026, 12, 24))})
    assert [each.inspection for each in found.documents] == [None, None]
    assert [(each.last, each.documents) for each in found.reminders] == [(date(2026, 12, 24), ("D-2",))]
    assert found.products[0].state == "lacking"


def test_a_retired_document_counts_for_nothing(knowledge):
    vault, read = vault_of([invoice("HL-1", date(2026, 9, 1))])
    gone = Vault(*(getattr(vault, name) for name in ("id", "name", "legal_name", "address", "opened")))
    assert evidence.judge(gone, read, DAY, knowledge).documents == ()
