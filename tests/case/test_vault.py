"""A vault is what its journal tells: documents keep their numbers, the last word of a person holds."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import (
    KeptFile,
    ListedItem,
    Told,
    Trouble,
    entry_after,
    fold_vault,
    is_asin,
    parse_journal,
    products_body,
    told_body,
)
from reinstate.case.journal import journal_line

AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
SELLER = {"name": "Harbour Lamps", "legal_name": "Harbour Lamps Ltd", "address": "1 Quay Road, Leeds"}


def journal(*told):
    entries = [entry_after(None, AT, "person", "vault-opened", SELLER)]
    for kind, body in told:
        entries.append(entry_after(entries[-1], AT, "person", kind, body))
    return tuple(entries)


def digest(number):
    return f"{number:064x}"


def kept(number, **said):
    return "document-kept", {"files": [{"name": f"paper-{number}.pdf", "sha256": digest(number), "size": 9}], **said}


def test_documents_keep_their_numbers_when_one_is_retired_and_comes_back():
    gone = journal(kept(1), kept(2), kept(3), ("document-retired", {"document": digest(2)}), kept(4))
    vault = fold_vault(gone)
    assert [each.number for each in vault.active] == ["D-1", "D-3", "D-4"]
    back = journal(kept(1), kept(2), ("document-retired", {"document": digest(2)}), kept(2))
    assert [(each.number, each.retired) for each in fold_vault(back).documents] == [("D-1", False), ("D-2", False)]


def test_what_a_person_says_holds_until_it_is_said_otherwise():
    first = fold_vault(journal(kept(1))).documents[0]
    said = told_body(first, Told("insurance_certificate", date(2026, 1, 2), date(2027, 1, 1), ("B0HLAMP001",)))
    later = {"document": digest(1), "valid_until": None, "note": "renewal asked for"}
    vault = fold_vault(journal(kept(1), ("document-told", said), ("document-told", later)))
    assert vault.documents[0].told == Told(
        "insurance_certificate", date(2026, 1, 2), None, ("B0HLAMP001",), note="renewal asked for"
    )


def test_a_document_is_named_by_its_number_or_its_digest():
    vault = fold_vault(journal(kept(1), kept(2)))
    assert vault.document("2") == vault.document("d-2") == vault.documents[1]
    assert vault.document(digest(1)[:63]) is None  # the beginning of both
    assert vault.document(digest(2)) == vault.documents[1]
    assert vault.document("9") is None


PRODUCTS = st.builds(
    ListedItem,
    st.from_regex(r"B0[0-9A-Z]{8}", fullmatch=True),
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=9),
    units_sold=st.none() | st.integers(1, 9999),
)


@given(st.lists(PRODUCTS, max_size=6), st.lists(PRODUCTS, max_size=6))
def test_products_listed_again_take_the_place_of_the_first_and_what_is_dropped_is_gone(first, second):
    told = fold_vault(journal(("products-listed", products_body(first)), ("products-listed", products_body(second))))
    assert set(told.products) == set({each.asin: each for each in (*first, *second)}.values())
    gone = [each.asin for each in first]
    left = fold_vault(
        journal(("products-listed", products_body((*first, *second))), ("products-dropped", {"asins": gone}))
    )
    assert {each.asin for each in left.products} == {each.asin for each in second} - set(gone)


def test_the_journal_of_a_vault_is_read_back_byte_for_byte():
    entries = journal(kept(1, exhibit="supplier-invoice"), ("seller-told", {**SELLER, "name": "Lamps"}))
    again = parse_journal(b"".join(journal_line(each) + b"\n" for each in entries))
    vault = fold_vault(again)
    assert vault.name == "Lamps"
    assert vault.head == entries[-1].hash
    assert vault.documents[0].file == KeptFile("paper-1.pdf", digest(1), 9)
    assert vault.documents[0].exhibit == "supplier-invoice"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("document-told", {"document": digest(1), "valid_until": "next spring"}),
        ("document-retired", {}),
        ("products-listed", {"products": ["B0HLAMP001"]}),
        ("products-listed", {"products": [{"title": "no ASIN"}]}),
    ],
)
def test_an_entry_that_says_no_such_thing_is_refused(kind, body):
    with pytest.raises(Trouble) as caught:
        fold_vault(journal(kept(1), (kind, body)))
    assert caught.value.code == "store.entry-unfit"


def test_the_journal_of_a_case_is_no_vault():
    with pytest.raises(Trouble) as caught:
        fold_vault((entry_after(None, AT, "person", "notice-received", {}),))
    assert caught.value.code == "store.entry-unfit"


@pytest.mark.parametrize(
    ("text", "can"), [("B0HLAMP001", True), ("030640615X", True), ("b0hlamp001", False), ("B1", False)]
)
def test_what_can_be_an_asin(text, can):
    assert is_asin(text) is can
