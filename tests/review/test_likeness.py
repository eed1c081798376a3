"""Templates are recognised whatever facts are filled in; sentences that fit any seller are measured."""

# ruff: noqa: E501 - a sample sentence stands on one line

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Span
from reinstate.knowledge import load
from reinstate.plan import parse
from reinstate.review import alike, general_findings, likeness_findings, ownness, pairs_contract, speak

GENERAL = {
    "en": "We have improved our processes and trained our staff to ensure that such issues never happen again.",
    "zh": "我们已经加强了员工培训，提高了质量意识，确保今后不再发生类似问题。",
    "de": "Wir haben unsere Prozesse verbessert und alle Mitarbeiter geschult, um künftig solche Probleme zu vermeiden.",
    "fr": "Nous avons amélioré nos processus et renforcé la formation de notre personnel afin d'éviter de tels problèmes.",
    "it": "Abbiamo migliorato i nostri processi e rafforzato la formazione del personale per evitare tali problemi in futuro.",
    "es": "Hemos mejorado nuestros procesos y reforzado la formación de nuestro equipo para evitar tales problemas en el futuro.",
    "vi": "Chúng tôi đã cải thiện quy trình và tăng cường đào tạo nhân viên để tránh các vấn đề này tái diễn trong tương lai.",
    "ja": "今後このような問題が二度と発生しないよう、従業員の教育を徹底し、品質管理を強化いたします。",
}
OWN = {
    "en": "On 15 September 2026 Zhou Min scanned each parcel of B0CQ7XN4LD at the Longgang dock and found 12 crushed cartons.",
    "zh": "2026年9月15日，周敏在龙岗码头逐件扫描B0CQ7XN4LD的纸箱，发现12个破损纸箱。",
    "de": "Am 15. September 2026 hat Zhou Min am Tor in Longgang jeden Karton zu B0CQ7XN4LD gescannt und 12 eingedrückte gefunden.",
    "fr": "Le 15 septembre 2026, Zhou Min a scanné chaque carton de B0CQ7XN4LD au quai de Longgang : 12 étaient écrasés.",
    "it": "Il 15 settembre 2026 Zhou Min ha passato allo scanner ogni cartone di B0CQ7XN4LD al molo di Longgang: 12 schiacciati.",
    "es": "El 15 de septiembre de 2026 Zhou Min escaneó cada caja de B0CQ7XN4LD en el muelle de Longgang: 12 aplastadas.",
    "vi": "Ngày 15 tháng 9 năm 2026, Zhou Min quét từng thùng B0CQ7XN4LD ở bến Longgang và thấy 12 thùng bị móp.",
    "ja": "2026年9月15日、田中はB0CQ7XN4LDの段ボールを龍崗の荷捌き場で一箱ずつ読み取り、潰れた12箱を発見した。",
}


@cache
def knowledge():
    return load()


def letter(text, language="en"):
    return parse(text, language, knowledge(), "corrective")


def test_a_template_with_other_facts_is_the_same_template():
    first = letter(
        "On 3 May 2026 Anna Berger inspected all 120 units of ASIN B0C7KQ4M2T in our warehouse and blocked 14 of them."
    )
    second = letter(
        "On 9 June 2026 Marco Conti inspected all 75 units of ASIN B0D2PLR86H in our warehouse and blocked 3 of them."
    )
    (pair,) = alike({"one": first, "two": second}, knowledge())
    assert (pair.first, pair.second) == ("two", "one")
    assert pair.ratio >= 0.97
    assert pair.place == Span(0, len(second.text))


def test_neighbouring_sentences_make_one_passage():
    text = (
        "Nobody compared the supplier's invoices with the register of brands before ordering. "
        "The purchase form had no field for the licence of the brand's owner."
    )
    (pair,) = alike(
        {"one": letter("Before that we were elsewhere entirely. " + text), "two": letter(text)}, knowledge()
    )
    assert pair.place.of(text) == text
    assert pair.ratio == 1.0


def test_different_plans_share_nothing():
    plans = {tag: letter(text, "en") for tag, text in (("one", OWN["en"]), ("two", GENERAL["en"]))}
    assert alike(plans, knowledge()) == ()


def test_likeness_is_told_on_the_own_plan_with_the_others_words():
    plans = {"round 1": letter(OWN["en"]), "round 2": letter(OWN["en"].replace("12", "13"))}
    (found,) = likeness_findings("round 2", plans, knowledge())
    message, advice = speak(found, plans["round 2"], knowledge(), "en")
    assert "round 1" in message
    assert "%" in message
    assert advice


def test_the_pairs_are_plain_data():
    plans = {"one": letter(OWN["en"]), "two": letter(OWN["en"])}
    (row,) = pairs_contract(alike(plans, knowledge()), plans)
    assert row["text"] == row["second_text"] == OWN["en"]
    assert row["ratio"] == 1.0


def test_visible_gaps_are_no_likeness():
    gap = "⟦not yet said: which solutions were considered and how each of them would solve the problem⟧"
    assert alike({"one": letter(gap), "two": letter(gap)}, knowledge()) == ()


@pytest.mark.parametrize("language", GENERAL)
def test_a_general_sentence_is_found_and_an_own_one_is_not(language):
    (found,) = general_findings(letter(GENERAL[language], language), knowledge())
    assert found.rule == "likeness.general"
    assert found.args["percent"] <= 15
    assert general_findings(letter(OWN[language], language), knowledge()) == ()
    (own,) = ownness(letter(OWN[language], language), knowledge())
    assert own.share > 0.6


def test_a_plan_of_general_sentences_is_told_as_a_whole_with_its_figure():
    found = general_findings(letter(" ".join([GENERAL["en"]] * 6)), knowledge())
    assert found[0].rule == "likeness.general-plan"
    assert 0 <= found[0].args["percent"] < 40


def test_a_language_without_general_words_is_not_measured():
    assert ownness(letter("Vi har kontrollerat lagret.", "sv"), knowledge()) == ()


@given(st.integers(1, 99_999), st.integers(1, 28))
def test_the_ratio_does_not_hang_on_the_values(number, day):
    first = letter("On 3 May 2026 we inspected all 120 units of the blue lantern in hall four and blocked them.")
    second = letter(
        f"On {day} May 2026 we inspected all {number} units of the blue lantern in hall four and blocked them."
    )
    (pair,) = alike({"one": first, "two": second}, knowledge())
    assert pair.ratio == 1.0
