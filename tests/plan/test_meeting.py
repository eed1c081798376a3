"""Hard cases of French and Spanish: what a small word and a value become, dates, lists, agreement."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Account, Answers, Issue, Notice, Party, Person, Reading, Statement
from reinstate.knowledge.model.plan import Field
from reinstate.plan import draft
from reinstate.plan.grammar import fill
from reinstate.plan.meeting import meet
from reinstate.plan.values import Writer, locale_of

FRENCH = [
    ("chargée de ", "le contrôle", "chargée du contrôle"),
    ("chargée de ", "les messages", "chargée des messages"),
    ("chargée de ", "la lecture", "chargée de la lecture"),
    ("chargée de ", "l’agrément", "chargée de l’agrément"),
    ("relatifs à ", "les ASIN B0X", "relatifs aux ASIN B0X"),
    ("à ", "le délai", "au délai"),
    ("l’accord de ", "Anne Morel", "l’accord d’Anne Morel"),
    ("au sens de ", "Élodie Roux", "au sens d’Élodie Roux"),
    ("le service de ", "UPS", "le service d’UPS"),
    ("le service de ", "DHL", "le service de DHL"),
    ("un colis de ", "Yves Petit", "un colis d’Yves Petit"),
    ("un colis de ", "Yamada", "un colis de Yamada"),
    ("un délai de ", "onze jours", "un délai de onze jours"),
    ("un délai de ", "11 jours", "un délai de 11 jours"),
    ("un délai de ", "un jour ouvré", "un délai d’un jour ouvré"),
    ("une livraison de ", "Le Havre Négoce", "une livraison de Le Havre Négoce"),
    ("parce que ", "il manquait", "parce qu’il manquait"),
    ("après que ", "Inès Roy", "après qu’Inès Roy"),
    ("De ", "Acme", "D’Acme"),
    ("code ", "Acme", "code Acme"),
    ("monde-de ", "Acme", "monde-de Acme"),
]
SPANISH = [
    ("según el informe de ", "el ASIN B0X", "según el informe del ASIN B0X"),
    ("relativo a ", "el proveedor", "relativo al proveedor"),
    ("comprado a ", "El Corte Verde", "comprado a El Corte Verde"),
    ("de ", "los ASIN", "de los ASIN"),
    ("Ana y ", "Isabel", "Ana e Isabel"),
    ("cobre y ", "hierro", "cobre y hierro"),
    ("padre y ", "hijo", "padre e hijo"),
    ("siete o ", "ocho", "siete u ocho"),
    ("uno o ", "dos", "uno o dos"),
]


def writer(knowledge, language: str) -> Writer:
    people = (Person("ana", "Ana Ruiz"), Person("ines", "Inés Gil"))
    return Writer(Answers(language, Account("X"), people), knowledge, language, locale_of(language, None), "EUR")


@pytest.mark.parametrize(("before", "value", "said"), FRENCH)
def test_french_elides_and_contracts(knowledge, before, value, said):
    assert meet(before, value, knowledge.languages["fr"].joins) == said


@pytest.mark.parametrize(("before", "value", "said"), SPANISH)
def test_spanish_contracts_and_keeps_vowels_apart(knowledge, before, value, said):
    assert meet(before, value, knowledge.languages["es"].joins) == said


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_language_without_pairs_joins_nothing(before, value):
    assert meet(before, value, {}) == before + value


@given(st.text(alphabet="aeilmoxyzéÀ 1’", min_size=1, max_size=12))
def test_a_value_is_only_ever_shortened_by_its_article(knowledge, value):
    for tag in ("fr", "es"):
        joins = knowledge.languages[tag].joins
        said = meet("x de ", value, joins)
        assert said.endswith(value) or value.startswith(("le ", "les ", "el "))


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("fr", date(2026, 3, 1), "1er mars 2026"),
        ("fr", date(2026, 3, 11), "11 mars 2026"),
        ("es", date(2026, 3, 1), "1 de marzo de 2026"),
    ],
)
def test_the_first_of_a_month(knowledge, language, day, said):
    assert writer(knowledge, language).write(day, Field("date", {"en": "?"})) == said


def test_a_spanish_list_ends_as_its_last_name_sounds(knowledge):
    spanish = writer(knowledge, "es")
    assert spanish.write(("Ana", "Luis", "Isabel"), Field("names", {"en": "?"})) == "Ana, Luis e Isabel"
    assert spanish.write(("Ana", "Luis"), Field("names", {"en": "?"})) == "Ana y Luis"


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 commandes ont"), (1, "une commande a"), (1.5, "1.5 commandes ont"), (2, "2 commandes ont")],
)
def test_a_form_that_says_one_is_never_said_of_nothing_or_of_more(count, said):
    words = {"n": str(count)}
    filled = fill("{n:une commande a|# commandes ont}", words, {"n": count}, locale_of("fr", None), str)
    assert filled[0] == said


@pytest.mark.parametrize(
    ("language", "asins", "said"),
    [
        ("fr", ("B0AAAAAAA1",), "les offres pour l’ASIN B0AAAAAAA1,"),
        ("fr", ("B0AAAAAAA1", "B0AAAAAAA2"), "les offres pour les ASIN B0AAAAAAA1 et B0AAAAAAA2,"),
        ("es", ("B0AAAAAAA1",), "los listings del ASIN B0AAAAAAA1,"),
        ("es", ("B0AAAAAAA1", "B0AAAAAAA2"), "los listings de los ASIN B0AAAAAAA1 y B0AAAAAAA2,"),
    ],
)
def test_articles_agree_with_how_many_stand_in_a_list(knowledge, language, asins, said):
    removed = Statement(
        "r", "containment", "removed-listings", answers={"who": "ana", "on": date(2026, 5, 1), "asins": asins}
    )
    told = Answers(
        language,
        Account("X"),
        (Person("ana", "Ana Ruiz"),),
        (Party("ups", "UPS"),),
        issues=(Issue("restricted_product", (removed,)),),
    )
    reading = Reading(Notice("n", "…", ""), language, None, "listing_removed", "listing", ("restricted_product",))
    assert said in draft(told, reading, knowledge, structure="4d", language=language, numbers={}).text


def test_french_prose_ties_its_marks_and_terms_stay_as_typed(knowledge):
    for entry in knowledge.causes.values():
        assert "'" not in entry.text["fr"], entry.id
        assert " ;" not in entry.text["fr"], entry.id
    assert any("'" in term for term in knowledge.lexicons["plans"].words["fr"])
