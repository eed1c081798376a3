"""The cover and the volumes: sentences lead to the pages that prove them, and no file is larger than a form takes."""

import io
from dataclasses import replace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Claim, Passage, Plan, Proof, Span
from reinstate.evidence.cover import Cover, cover, page_of
from reinstate.evidence.naming import copy_name, original_name
from reinstate.evidence.volumes import volumes
from tests.evidence.papers import INDEX, INVOICE, exhibit, pdf, picture, texts
from tests.evidence.test_marked_copies import signed_paper

TEXT = "Nobody compared the invoice. We closed the listings."
PLAN = Plan(TEXT, "en", None, ())
CLAIMS = (
    Claim("cause", "root_cause", Span(0, 28), ("A-1", "A-2")),
    Claim("done", "corrective", Span(29, len(TEXT)), ()),
    Claim("unsaid", "corrective", None, ("A-1",)),
)
MATRIX = {"B0HLAMP001": {"invoices": ("A-1",)}, "B0NOWHERE0": {"invoices": ()}}


@pytest.fixture(scope="module")
def words(knowledge):
    return evidence.wording(knowledge, "en")


@pytest.fixture(scope="module")
def exhibits():
    first = exhibit(INVOICE, "first.pdf", "A-1", highlight=("Harbour Lamps",))
    second = exhibit(pdf("Two #pagebreak() Three"), "second.pdf", "A-2", highlight=("Three",))
    return [first, second]


def links(book, page):
    return [pikepdf.Page(note.Dest[0]).index for note in book.pages[page].obj.get("/Annots", [])]


def test_a_sentence_leads_to_the_page_that_proves_it(exhibits, words):
    made = cover(Cover(PLAN, Proof(CLAIMS, matrix=MATRIX), exhibits, {"invoices": "Invoices"}), words, exhibits)
    (text,) = texts(made)
    for said in ("Nobody compared the invoice.", "A-1.1", "A-2.2", "We closed the listings.", "none", "B0NOWHERE0"):
        assert said in text
    bound = evidence.bundle(INDEX, exhibits, words, {}, cover=made)
    with pikepdf.open(io.BytesIO(bound)) as book:
        # two pages of index, one of cover; then A-1 with two pages and A-2 with two
        assert [page.label for page in book.pages] == ["i", "ii", "iii", "A-1.1", "A-1.2", "A-2.1", "A-2.2"]
        assert sorted(links(book, 2)) == [3, 3, 6]
        with book.open_outline() as outline:
            assert [item.title for item in outline.root][:2] == ["Index of exhibits", "What proves what"]


def test_the_cover_explains_only_the_marks_that_are_there(exhibits, words):
    told = Cover(PLAN, Proof(CLAIMS), exhibits, {})
    assert "Passage that matters" in texts(cover(told, words, exhibits))[0]
    assert "Details of the supplier" not in texts(cover(told, words, exhibits))[0]
    assert "Passage that matters" not in texts(cover(told, words, []))[0]


@pytest.mark.parametrize("tag", ["zh", "de", "fr", "it", "es", "vi", "ja"])
def test_the_cover_is_set_in_every_language(exhibits, knowledge, tag):
    own = evidence.wording(knowledge, tag)
    told = Cover(PLAN, Proof(CLAIMS, matrix=MATRIX), exhibits, {})
    shown = "".join("".join(texts(cover(told, own, exhibits))).split())
    assert "".join(own.says["cover-title"].split()) in shown


def test_plain_figures_as_numbers_lead_to_the_exhibits_too(words):
    index = pdf("#table(columns: 3, [1], [Invoice of 1 May], [3], [2], [Photo], [5])")
    papers = [exhibit(INVOICE, "a.pdf", "1"), exhibit(picture("PNG"), "b.png", "2")]
    with pikepdf.open(io.BytesIO(evidence.bundle(index, papers, words, {}))) as book:
        assert links(book, 0) == [1, 3]
        assert [page.label for page in book.pages] == ["i", "1.1", "1.2", "2.1"]


def test_a_signed_original_goes_along_untouched_and_unmarked(words):
    found = exhibit(signed_paper(), "contract.pdf", highlight=("Harbour Lamps",))
    bound = evidence.bundle(INDEX, [found], words, {})
    with pikepdf.open(io.BytesIO(bound)) as book:
        (attached,) = book.attachments.values()
        assert attached.get_file().read_bytes() == found.content
        assert "/Annots" not in book.pages[2]
    assert "signed original attached" in texts(bound)[2]


def test_the_page_that_matters_is_that_of_the_first_passage():
    box = ((0.0, 0.0, 9.0, 9.0),)
    found = exhibit(INVOICE)
    assert page_of(found) == 1
    passages = (Passage("s", 0, box, "supplier"), Passage("c", 1, box))
    assert page_of(replace(found, passages=passages)) == 2


SIZES = st.lists(st.integers(1, 100), min_size=1, max_size=30)


@given(sizes=SIZES, front=st.integers(0, 40), limit=st.integers(50, 300))
def test_volumes_hold_every_exhibit_once_in_order_and_keep_the_limit(sizes, front, limit):
    made = volumes(sizes, front, limit)
    assert [place for part in made for place in part] == list(range(len(sizes)))
    for number, part in enumerate(made):
        size = sum(sizes[place] for place in part) + (front if number == 0 else 0)
        assert size <= limit or len(part) == 1


@pytest.mark.parametrize(
    ("file", "single", "copy"),
    [
        ("Rechnung Müßig & Söhne #4.pdf", "A-1_Rechnung-Mussig-Sohne-4.pdf", "A-1_Rechnung-Mussig-Sohne-4_marked.pdf"),
        ("发票.PDF", "A-1.pdf", "A-1_marked.pdf"),
        ("a$b%c.docx", "A-1_a-b-c.docx", "A-1_a-b-c_marked.pdf"),
        ("Đơn hàng.jpg", "A-1_Don-hang.jpg", "A-1_Don-hang_marked.pdf"),
    ],
)
def test_names_for_uploading_hold_plain_letters_only(file, single, copy):
    found = exhibit(INVOICE, file)
    assert original_name(found) == single
    assert copy_name(found, "marked") == copy
