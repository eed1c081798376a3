"""A list of products as sellers have it: pasted lines, reports of any marketplace, their own tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import ListedItem, Trouble
from reinstate.evidence.listings import as_rows, read_listing

A, B, C = "B0HLAMP001", "B0KETTLE02", "030640615X"


def code_of(action, *args):
    with pytest.raises(Trouble) as caught:
        action(*args)
    return caught.value.code


def test_lines_as_somebody_types_them(knowledge):
    text = f"{A} Desk lamp, white\n\n{B.lower()};Kettle;4012345678901;1,204\nno product\n{C}\t12\n"
    found = read_listing(text.encode(), knowledge)
    assert found.items == (
        ListedItem(A, "Desk lamp, white"),
        ListedItem(B, "Kettle", gtin="4012345678901", units_sold=1204),
        ListedItem(C, units_sold=12),
    )
    assert found.left_out == ((3, "no product"),)


def test_of_two_figures_nobody_knows_which_are_the_units_sold(knowledge):
    assert read_listing(f"{A},Lamp,1,204".encode(), knowledge).items == (ListedItem(A, "Lamp"),)


def test_a_listing_report_with_its_many_columns(knowledge):
    head = "item-name\titem-description\tseller-sku\tprice\tquantity\tproduct-id-type\tasin1\tasin2\tproduct-id"
    rows = [f'Lamp 12" "bright"\tx\tS1\t9.99\t40\t3\t{A}\t\t4012345678901', f"Kettle\ty\tS2\t5\t1\t1\t{B}\t\t{B}"]
    found = read_listing("\r\n".join((head, *rows)).encode("cp1252"), knowledge)
    assert found.items == (ListedItem(A, 'Lamp 12" "bright"', gtin="4012345678901"), ListedItem(B, "Kettle"))


def test_a_business_report_counts_child_asins_and_adds_up_their_offers(knowledge):
    head = "(Parent) ASIN,(Child) ASIN,Title,SKU,Sessions,Units Ordered"
    rows = [f'B0PARENT00,{A},"Lamp, white",S1,"1,000","1,204"', f'B0PARENT00,{A},"Lamp, white",S2,3,6', ",,Total,,,9"]
    found = read_listing("\n".join((head, *rows)).encode("utf-8-sig"), knowledge)
    assert found.items == (ListedItem(A, "Lamp, white", units_sold=1210),)
    assert [line for line, _ in found.left_out] == [4]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (f"商品名\tASIN 1\tJANコード\t販売数\nランプ\t{A}\t4901234567894\t7", "cp932"),
        (f"商品名称,ASIN,条形码,销量\n台灯,{A},4901234567894,7", "utf-8"),
        (f"Artikelbezeichnung;ASIN;Strichcode;Verkaufte Stück\nLämpchen;{A};4901234567894;7", "cp1252"),
        (f"Nom de l'article;ASIN enfant;Code-barres;Unités vendues\nLampe;{A};4901234567894;7", "utf-16"),
        (f"Tên sản phẩm\tMã ASIN\tMã vạch\tSố lượng đã bán\nĐèn\t{A}\t4901234567894\t7", "utf-8"),
    ],
)
def test_headings_of_other_languages_and_code_pages(knowledge, text, encoding):
    (item,) = read_listing(text.encode(encoding), knowledge).items
    assert item.title
    assert "�" not in item.title
    assert (item.asin, item.gtin, item.units_sold) == (A, "4901234567894", 7)


def test_what_names_no_product_is_said_so(knowledge):
    assert code_of(read_listing, b"my shopping list", knowledge) == "vault.no-products"
    assert code_of(read_listing, b"", knowledge) == "vault.no-products"
    assert code_of(read_listing, b"asin,title\nB0,lamp\n", knowledge) == "vault.no-products"
    assert code_of(read_listing, b"\0\1\2" * 99, knowledge) == "vault.list-unreadable"
    assert code_of(read_listing, b" " * 20_000_001, knowledge) == "vault.list-too-large"


def test_five_thousand_products_are_taken(knowledge):
    text = "asin\ttitle\n" + "".join(f"B0{number:08d}\tLamp {number}\n" for number in range(5000))
    assert len(read_listing(text.encode(), knowledge).items) == 5000


WORDS = st.text(st.sampled_from("aä灯x -"), max_size=8).map(lambda text: " ".join(text.split()))


@given(
    st.lists(
        st.builds(ListedItem, st.from_regex(r"B0[0-9A-Z]{8}", fullmatch=True), WORDS, WORDS, st.just(""), WORDS),
        min_size=1,
        max_size=5,
        unique_by=lambda each: each.asin,
    )
)
def test_the_list_as_printed_is_read_back(knowledge, items):
    assert read_listing(as_rows(items).encode(), knowledge).items == tuple(items)
