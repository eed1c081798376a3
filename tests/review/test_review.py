"""The reviewer as a whole: what it counts as present, what it leaves unchecked, what it says, what it bears."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate.knowledge import load
from reinstate.plan.parse import parse
from reinstate.review import contract, review

KNOWLEDGE = load()


def look(text: str, language: str = "en", role: str | None = None, fragment: bool = False):
    plan = parse(text, language, KNOWLEDGE, role)
    return plan, review(plan, KNOWLEDGE, fragment=fragment)


def labels(text: str, role: str = "corrective") -> set[str]:
    return {finding.label for finding in look(text, "en", role, fragment=True)[1].findings}


def test_a_date_over_a_list_covers_its_lines():
    assert "missing_date" not in labels(
        "On 3 May 2026 we did the following:\n- The stock was removed.\n- The offer was closed."
    )
    assert "missing_date" in labels("We did the following:\n- The stock was removed.")


def test_a_document_in_the_next_sentence_proves_the_claim():
    assert "missing_evidence" not in labels("On 3 May we refunded the buyers. The payment records are Exhibit 2.")
    assert "missing_evidence" in labels("On 3 May we refunded the buyers. On 4 May we counted the stock (Exhibit 2).")


def test_quoted_words_and_product_names_are_spared():
    assert "vague_measure" not in labels('The sheet said "check strictly" and named no day.', "preventive")
    assert "pledge" not in labels('Ann Lee renamed the poster "Never again" on 3 May.', "preventive")


def test_a_sentence_that_is_only_a_date_covers_its_line():
    assert "missing_date" not in labels("3 May.  The stock was removed.")
    assert "missing_date" in labels("Then on to the labels.  The stock was removed.")


def test_what_was_done_before_the_cause_is_its_story():
    text = (
        "We bought the lamps in one lot. Nobody checked the marks, for our form had no field.\n\nWe removed the lamps."
    )
    plan, seen = look(f"Dear team,\n\n{text}")
    undated = [finding.span.of(plan.text) for finding in seen.findings if finding.label == "missing_date"]
    assert undated == ["We removed the lamps."]


def test_words_torn_by_a_quotation_mark_are_no_phrase():
    assert "denial" not in {
        finding.label
        for finding in look('Khiếu nại "không đúng mô tả" về lô 12.', "vi", "root_cause", fragment=True)[1].findings
    }


def test_an_outside_fact_may_lead_to_the_own_gap_further_on():
    fact = "The factory changed the zipper without telling us. It was cheaper for them."
    assert "blame_shifting" in labels(fact, "root_cause")
    assert "blame_shifting" not in labels(f"{fact} Our contract had no clause on changes.", "root_cause")


def test_a_proved_sentence_is_no_plan():
    assert "future_instead_of_done" in labels("We are looking at a lab that tests the seal.")
    assert "future_instead_of_done" not in labels("On 3 May we hired the lab we were looking at (contract, Exhibit 2).")


def test_an_item_is_no_name_of_an_outside_party():
    party = "In May an agency from a trade show wrote five reviews for ASIN B0D4RT7K2M."
    assert "third_party_info_missing" in labels(party, "root_cause")
    assert "third_party_info_missing" not in labels(
        party.replace("an agency", "the agency Bluefin Media Ltd"), "root_cause"
    )


@pytest.mark.parametrize(
    ("language", "greeting"),
    [
        ("en", "Dear Seller Performance Team,"), ("zh", "尊敬的亚马逊团队:"), ("de", "Liebes Amazon-Team,"),
        ("fr", "Chère équipe Amazon,"), ("it", "Gentile team di Amazon,"), ("es", "Estimado equipo de Amazon:"),
        ("vi", "Kính gửi đội ngũ Amazon,"), ("ja", "アマゾン担当者様"),
    ],
)  # fmt: skip
def test_a_greeting_opens_no_part(language, greeting):
    plan, _ = look(f"{greeting}\n\nB0D4RT7K2M.", language)
    assert {role for section in plan.sections for role in section.roles} == {"other"}


def test_our_own_gap_clears_an_outside_event():
    assert "blame_shifting" in labels("The carrier lost the parcels.", "root_cause")
    assert "blame_shifting" not in labels("The carrier lost the parcels. Our rule had no tracking.", "root_cause")


def test_a_language_without_words_is_not_checked():
    plan, seen = look("Olemme pahoillamme.", "fi")
    assert seen.findings == ()
    assert set(seen.unchecked) == set(KNOWLEDGE.rules)
    assert contract(seen, plan, KNOWLEDGE)["unchecked"]


@pytest.mark.parametrize("reader", ["en", "zh", "de", "it", "fr", "es", "vi", "ja"])
def test_findings_are_spoken_in_the_readers_language(reader):
    plan, seen = look("The stock was removed.", role="corrective", fragment=True)
    said = contract(seen, plan, KNOWLEDGE, reader)["findings"]
    assert said
    assert all(each["text"] == plan.text[each["start"] : each["end"]] for each in said)
    rule = KNOWLEDGE.rules[said[0]["rule"]]
    assert rule.why[reader] in said[0]["message"]
    assert rule.instead[reader] == said[0]["advice"]


def test_a_rant_fills_no_part_but_a_plain_word_about_the_cause_does():
    rant = "Your robot is wrong. A jealous competitor bought it 3 times and lied. Who decided this in 2025?"
    assert not any(look(rant)[1].sections_present.values())
    told = look("The carrier lost the parcels. We refunded the buyers. From now on we look at the report each Monday.")[
        1
    ]
    assert all(told.sections_present.values())


def test_a_paragraph_that_opens_on_the_future_leaves_the_heading_before_it():
    text = "What we did: on 3 May we closed the offer.\n\nFrom now on Ann Lee weighs each parcel."
    plan, _ = look(text)
    assert plan.sections[-1].roles == ("preventive",)


@pytest.mark.parametrize("text", ["", " \n", "12 34 !! ??", "We removed \ud800 it.", "🙂🙂", "\x00\x01", "X" * 5000])
def test_odd_texts_do_no_harm(text):
    look(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_findings_stand_inside_the_text(text):
    plan, seen = look(text)
    assert all(0 <= finding.span.start <= finding.span.end <= len(text) for finding in seen.findings)
    assert list(seen.findings) == sorted(seen.findings, key=lambda each: (each.span, each.rule))
    assert contract(seen, plan, KNOWLEDGE)["language"] == "en"


def test_the_same_letter_in_capitals_is_found_too():
    text = "WE ARE SHAKING AND CRYING. OUR LAWYER WILL CONTACT YOU. THIS WILL NEVER HAPPEN AGAIN."
    assert {"emotional_language", "threat_or_legal", "pledge"} <= labels(text, "root_cause")


def test_a_long_letter_takes_linear_time():
    sentence = "On 3 May Ann Lee counted {0} boxes and the carrier lost {0} parcels because we had no list. "
    small, large = ("".join(sentence.format(number) for number in range(size)) for size in (500, 5_000))
    look(small)
    times = []
    for text in (small, large):
        began = time.perf_counter()
        look(text)
        times.append(time.perf_counter() - began)
    assert times[1] < 30 * times[0] + 0.5


CIRCLES = {
    "en": (
        "The section on the cause names the cause, and the section on the measures names the measures. The measures"
        " follow from the cause, as the cause leads to the measures; without a cause there would be no measures,"
        " and without measures the cause would stay. So the cause and the measures belong to each other."
    ),
    "zh": (
        "原因部分写的是原因，措施部分写的是措施。措施来自原因，原因引出措施，没有原因就没有措施，没有措施原因就还在。"
        "因此原因和措施要放在一起看，看原因的时候也看措施，看措施的时候也看原因。"
    ),
}


@pytest.mark.parametrize("language", sorted(CIRCLES))
def test_a_paragraph_that_goes_in_circles_is_long_winded(language):
    assert "verbosity" in {finding.label for finding in look(CIRCLES[language], language)[1].findings}


def test_the_same_words_with_facts_are_no_circle():
    text = (
        "On 3 May the cartons of lot L12 were counted (Exhibit 1). On 4 May the cartons of lot L13 were counted"
        " (Exhibit 2). On 5 May the cartons of lot L14 were counted (Exhibit 3). On 6 May the cartons were weighed."
    )
    assert "verbosity" not in labels(text)


def test_another_matter_fills_no_part():
    seen = look("We are sorry.\n\nBy the way, the storage fees are wrong. We removed 40 lamps, and six are gone.")[1]
    assert not any(seen.sections_present.values())


def test_traditional_signs_are_reviewed():
    plan, seen = look("我們保證今後絕不再犯。", "zh-TW")
    assert {(finding.label, finding.span.of(plan.text)) for finding in seen.findings if finding.span} >= {
        ("pledge", "我們保證今後絕不再犯。")
    }


def test_a_cause_without_a_gap_of_our_own_is_shallow_in_whatever_words():
    told = "Root cause\nIt went dark in the second week of use.{}\n\nActions taken\nOn 3 May we closed it."
    labels_of = [{finding.label for finding in look(told.format(more))[1].findings} for more in GAPS]
    assert ["shallow_cause" in each for each in labels_of] == [True, False]


GAPS = ("", " Our final test lights each lamp for a minute only.")
