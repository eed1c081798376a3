"""Six questions to every action: what is answered in eight languages, and what is asked for, kindly and concretely."""

# ruff: noqa: E501 - a sample sentence stands on one line

from functools import cache

import pytest

from reinstate.knowledge import load, say
from reinstate.plan import parse
from reinstate.review import questions, questions_contract

LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
ASKED = ("who", "what", "when", "where", "why", "how")

WHOLE = {
    "en": "On 15 September 2026 Zhou Min refunded 9 orders in Seller Central, using the order report, because no scan existed.",
    "zh": "2026年9月15日，客服主管周敏在卖家后台通过订单报告为9笔订单退款，因为包裹没有扫描记录。",
    "de": "Am 15. September 2026 hat Zhou Min in Seller Central anhand des Bestellberichts 9 Bestellungen erstattet, weil ein Scan fehlte.",
    "fr": "Le 15 septembre 2026, Zhou Min a remboursé 9 commandes sur Seller Central à l'aide du rapport, parce que le scan manquait.",
    "it": "Il 15 settembre 2026 Zhou Min ha rimborsato 9 ordini in Seller Central tramite il rapporto, perché mancava la scansione.",
    "es": "El 15 de septiembre de 2026 Zhou Min reembolsó 9 pedidos en Seller Central mediante el informe, porque faltaba el escaneo.",
    "vi": "Ngày 15 tháng 9 năm 2026, Zhou Min đã hoàn tiền 9 đơn hàng trên Seller Central theo báo cáo vì không có dữ liệu quét.",
    "ja": "2026年9月15日、担当の田中さんがセラーセントラルで注文レポートにより9件を返金しました。スキャンがなかったためです。",
}
BARE = {
    "en": "We checked everything",
    "zh": "我们进行了检查",
    "de": "Wir haben alles geprüft",
    "fr": "Nous avons tout vérifié",
    "it": "Abbiamo controllato tutto",
    "es": "Hemos comprobado todo",
    "vi": "Chúng tôi đã rà soát toàn bộ",
    "ja": "弊社は確認しました",
}
WHO = {"en": "Who", "zh": "谁", "de": "Wer", "fr": "Qui", "it": "Chi", "es": "¿Quién", "vi": "Ai", "ja": "どなた"}


@cache
def knowledge():
    return load()


def asked(text, language, role="corrective", reader=None):
    return questions(parse(text, language, knowledge(), role), knowledge(), reader)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_whole_action_leaves_no_question_open(language):
    (action,) = asked(WHOLE[language], language)
    assert set(action.missing) <= {"who"} if language in ("zh", "ja") else action.missing == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bare_action_is_asked_for_what_it_lacks_in_its_own_words(language):
    text = BARE[language] + "."
    (action,) = asked(text, language)
    assert {"when", "where", "why", "how"} <= set(action.missing)
    assert all(action.questions)
    told = " ".join(action.questions)
    assert BARE[language][4:] in told
    assert "{" not in told


@pytest.mark.parametrize("language", ["en", "zh", "de", "fr", "it", "es", "vi", "ja"])
def test_who_and_when_are_asked_in_one_question_made_of_the_sentence(language):
    first = asked(BARE[language] + ".", language)[0].questions[0]
    assert first.startswith(WHO[language])
    assert BARE[language] not in first


def test_the_question_reads_as_a_person_would_put_it():
    assert asked("We checked the stock of B0CQ7XN4LD.", "en")[0].questions[0] == (
        "Who checked the stock of B0CQ7XN4LD, and on which date?"
    )
    assert asked("我们检查了B0CQ7XN4LD的库存。", "zh")[0].questions[0] == "谁检查了B0CQ7XN4LD的库存？是哪一天？"
    assert asked("Wir haben den Bestand von B0CQ7XN4LD geprüft.", "de")[0].questions[0] == (
        "Wer hat den Bestand von B0CQ7XN4LD geprüft, und an welchem Tag?"
    )


def test_the_reader_is_asked_in_another_language_with_the_plans_words_quoted():
    first = asked("We checked the stock of B0CQ7XN4LD.", "en", reader="de")[0].questions[0]
    assert first.startswith("Wer hat das getan")
    assert "We checked the stock of B0CQ7XN4LD" in first


def test_a_prevention_is_asked_since_when_and_how_often():
    told = " ".join(asked("We check the stock.", "en", role="preventive")[0].questions)
    assert "how often" in told
    assert "Who check" not in told


def test_causes_and_headings_are_no_actions():
    text = "Root cause\nNobody checked the stock.\n\nCorrective actions\n- Zhou Min counted 12 units.\n"
    (action,) = questions(parse(text, "en", knowledge()), knowledge())
    assert action.span.of(text) == "Zhou Min counted 12 units."


def test_a_date_over_the_list_answers_when_for_its_items():
    text = "Corrective actions\nOn 15 September 2026:\n- Zhou Min counted the units in the warehouse.\n- Lin Hao closed the listings.\n"
    actions = questions(parse(text, "en", knowledge()), knowledge())
    assert [
        each.answered["when"] for each in actions if "Zhou" in each.span.of(text) or "Lin" in each.span.of(text)
    ] == [
        True,
        True,
    ]


def test_a_visible_gap_answers_nothing():
    (action,) = asked("Zhou Min counted the units ⟦on 3 May 2026, by which check?⟧.", "en")
    assert "how" in action.missing


def test_the_contract_is_plain_data_with_places():
    text = "We checked the stock."
    plan = parse(text, "en", knowledge(), "corrective")
    (row,) = questions_contract(questions(plan, knowledge()), plan)
    assert (row["start"], row["end"], row["text"]) == (0, len(text), text)
    assert set(row["answered"]) == set(ASKED)
    assert row["missing"] == [each for each in ASKED if not row["answered"][each]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_spoken_in_every_language_of_plans(language):
    for key, text in knowledge().messages["questions"].says.items():
        assert not say(text, language).fallback, key


def test_no_action_no_question():
    assert questions(parse("", "en", knowledge()), knowledge()) == ()
    assert asked("\ud800 ⟦", "en") is not None
