"""A plan's annex in the real formats: drawings of what the case holds, and nothing lost where there are none."""

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest

import reinstate
from reinstate import document
from reinstate.document import docx_plan
from reinstate.document.tree import Annex
from reinstate.workflow.drawings import CHOICES, drawings_of
from reinstate.workflow.folder import read_folder
from reinstate.workflow.package import Choice, work
from reinstate.workflow.render import page_of

EXAMPLE = Path(reinstate.__file__).parent / "examples" / "late-shipments-us"


@pytest.fixture(scope="module")
def worked(knowledge):
    return work(read_folder(EXAMPLE), knowledge, Choice("8d", "en", figures="all"))


@pytest.fixture(scope="module")
def page(worked, knowledge):
    return page_of(worked, knowledge)


def annex(page):
    return next(each for each in page.blocks if isinstance(each, Annex))


def test_the_annex_ends_the_document_and_tells_facts_of_the_case(page):
    assert page.blocks[-1] == annex(page)
    metric, timeline, chain, *fishbones = (each.told for each in annex(page).figures)
    assert "9.3% (Target: under 4%)" in metric
    assert "August 14, 2026 – September 12, 2026: What happened: Late shipment rate too high" in timeline
    assert timeline.index("Amazon’s notice") < timeline.index("Immediate action") < timeline.index("Prevention")
    assert "Version 1.3 of our dispatch procedure" in chain
    assert len(fishbones) == 2


def test_the_pdf_holds_lines_and_letters_with_words_for_those_who_cannot_see(page):
    made = document.render(page, "pdf")
    with pypdfium2.PdfDocument(made) as opened:
        text = " ".join(each.get_textpage().get_text_bounded() for each in opened)
        kinds = {each.type for number in (-2, -1) for each in opened[len(opened) + number].get_objects()}
    assert "Annex: the case in pictures" in text
    assert "Overdue orders dispatched" in text
    assert pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


def test_html_and_word_hold_the_drawings_with_their_words(page):
    html = document.render(page, "html").decode()
    assert html.count("data:image/svg+xml") == len(annex(page).figures)
    assert "<script" not in html
    made = document.render(page, "docx")
    word = docx.Document(io.BytesIO(made))
    told = [each._inline.docPr.get("descr") for each in word.inline_shapes]
    assert told == [each.told for each in annex(page).figures]
    passages = docx_plan.read(made, [], "plan.docx")
    after = [each.words for each in passages][[each.name for each in passages].index(document.END) :]
    assert annex(page).title in after


@pytest.mark.parametrize("format", ["txt", "md"])
def test_formats_without_pictures_lose_no_word(page, format):
    bare = replace(page, blocks=page.blocks[:-1])
    assert document.render(page, format) == document.render(bare, format)


def test_what_a_person_took_out_is_not_drawn(worked, knowledge):
    made = worked.plan
    sections = tuple(
        replace(part, sentences=tuple(each for each in part.sentences if "cutoff" not in each.facts[:1]))
        for part in made.sections
    )
    shorter = replace(worked, plan=replace(made, sections=sections))
    told = " ".join(each.told for each in drawings_of(shorter, knowledge, CHOICES["why"]))
    assert "Handling time shorter" not in told
    assert "Orders sent by a service without delivery tracking" in told


def test_a_chain_without_words_in_the_plan_s_language_is_left_out(worked, knowledge):
    german = replace(worked, plan=replace(worked.plan, language="de"))
    assert not drawings_of(german, knowledge, ("chain",))
    assert "9,3\xa0%" in drawings_of(german, knowledge, ("metric",))[0].told


def test_every_number_of_the_drawings_stands_in_the_case(worked, page):
    case = worked.folder.answers + worked.reading.notice.text + " ".join(worked.numbers.values())
    known = {number.lstrip("0") for number in re.findall(r"\d+", case)} | {""}
    labels = re.compile(r"Why \d+|Exhibits? ")
    found = {n for each in annex(page).figures for n in re.findall(r"\d+", labels.sub("", each.told))}
    assert {each.lstrip("0") for each in found} <= known


def test_a_structure_says_what_it_shows(knowledge):
    assert knowledge.structures["8d"].figures == ("metric", "timeline", "chain")
    assert not knowledge.structures["3part"].figures
