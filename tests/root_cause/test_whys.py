"""The stop rule: an answer that names nothing of our own process is asked on, one that does is not."""

from pathlib import Path

import pytest

from reinstate.case import Notice, Reading, Statement, Why
from reinstate.root_cause import Ground, closed, reason_of, shallow

DATA = Path(__file__).parent / "data"
TAGS = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")


def pairs(name: str) -> list[tuple[str, str, str]]:
    lines = (DATA / f"{name}.tsv").read_text("utf-8").splitlines()
    return [(tag, bad, good) for tag, bad, good in (line.split("\t") for line in lines)]


def rates(knowledge, told: list[tuple[str, str, str]]) -> tuple[float, float]:
    caught = sum(shallow(bad, tag, knowledge) is not None for tag, bad, _ in told)
    alarms = sum(shallow(good, tag, knowledge) is not None for tag, _, good in told)
    return caught / len(told), alarms / len(told)


def test_there_are_two_hundred_pairs_in_eight_languages():
    told = [*pairs("whys-build"), *pairs("whys-held-out"), *pairs("whys-later")]
    assert len(told) >= 290
    assert {tag for tag, *_ in told} == set(TAGS)
    assert len({text for _, *texts in told for text in texts}) == 2 * len(told)


@pytest.mark.parametrize("tag", TAGS)
def test_shallow_answers_are_asked_on_and_deep_ones_not(knowledge, tag):
    caught, alarms = rates(knowledge, [each for each in pairs("whys-build") if each[0] == tag])
    assert caught >= 0.9
    assert alarms <= 0.06


def test_pairs_that_no_word_list_was_built_on_fare_as_well(knowledge):
    caught, alarms = rates(knowledge, pairs("whys-held-out"))
    assert caught >= 0.9
    assert alarms <= 0.05


@pytest.mark.parametrize("tag", TAGS)
def test_pairs_written_later_to_find_its_weak_places_fare_nearly_as_well(knowledge, tag):
    """Seen for the first time they had 0.40 and 0.44 of the deep answers asked on; the structural rule came of it."""
    told = [each for each in pairs("whys-later") if each[0] == tag]
    caught, alarms = rates(knowledge, told)
    assert len(told) == 12
    assert caught >= 11 / 12
    assert alarms <= 2 / 12


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "The employee who hired the agency has left the company."),
        ("zh", "当时找那家机构的员工已经离职了。"),
        ("de", "Der Mitarbeiter, der die Agentur beauftragt hat, ist nicht mehr bei uns."),
        ("fr", "L'employé qui avait engagé l'agence a quitté la société."),
        ("it", "Il dipendente che aveva assunto l'agenzia non lavora più da noi."),
        ("es", "El empleado que contrató a la agencia ya no trabaja aquí."),
        ("vi", "Nhân viên thuê công ty dịch vụ đó đã nghỉ việc."),
        ("ja", "業者に依頼した社員はすでに退職しています。"),
    ],
)
def test_that_somebody_has_left_leads_to_the_records(knowledge, tag, text):
    assert shallow(text, tag, knowledge) == "departed"
    assert "shallow-departed" in knowledge.messages["ask"].says


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("rain", "short"),
        ("The storm closed the roads for a week.", "outside"),
        ("Our supplier cheated us and there was nothing we could do.", "people"),
        ("It was simply human error that day.", "careless"),
        ("We did not know the rule about this at all.", "careless"),
        ("The parcels were delayed and arrived damaged.", "symptom"),
        ("It has always been like that around here.", "no-process"),
        ("The supplier had never told us about the change.", "people"),
    ],
)
def test_the_reason_says_what_kind_of_answer_it_was(knowledge, text, reason):
    assert shallow(text, "en", knowledge) == reason


@pytest.mark.parametrize(
    "text",
    [
        "The manual named no hour, so parcels packed after 15:00 missed the van.",
        "We did not read the notice because nobody was responsible for the mailbox.",
        "The carrier changed its times and our routine has no step that notices such a change.",
    ],
)
def test_our_own_gap_makes_an_answer_deep_whatever_else_it_tells(knowledge, text):
    assert shallow(text, "en", knowledge) is None


def test_a_language_without_words_judges_nobody(knowledge):
    assert shallow("Kurye her gün çok geç geldi ve paketler kaldı.", "tr", knowledge) is None


@pytest.fixture(scope="module")
def ground(knowledge):
    notice = Notice("notice.txt", "…", "0" * 64)
    return Ground(Reading(notice, "en", "US", "account_deactivated", "account", ("late_shipment_rate",)), knowledge)


def chain(*texts: str) -> Statement:
    return Statement("c", "root_cause", "wrong-item-picked", whys=tuple(Why({"en": text}) for text in texts))


def test_a_chain_goes_on_until_it_reaches_our_own_process(ground):
    courier = "The courier came too late every day."
    own = "Nobody was responsible for comparing the cut-off with the collection."
    assert not closed(chain(), ground, "en")
    assert not closed(chain(courier), ground, "en")
    assert closed(chain(courier, own), ground, "en")
    assert reason_of(chain(courier), 0, ground, "en") in ("outside", "people")


def test_nobody_is_asked_more_than_five_times(ground):
    assert closed(chain(*(f"The courier came too late on day {number}." for number in range(5))), ground, "en")


def test_a_cause_in_own_words_is_judged_before_the_first_why(ground):
    own = Statement("c", "root_cause", text={"en": "The courier came too late every day."})
    assert reason_of(own, -1, ground, "en") is not None
    assert reason_of(chain(), -1, ground, "en") is None
