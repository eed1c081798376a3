"""The stop rule: an answer that names nothing of our own process is asked on, one that does is not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate.case import Notice, Reading, Statement, Why
from reinstate.knowledge.weigh import weigh
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
    assert alarms <= 0.05


def test_pairs_that_no_word_list_was_built_on_fare_as_well(knowledge):
    caught, alarms = rates(knowledge, pairs("whys-held-out"))
    assert caught >= 0.9
    assert alarms <= 0.05


def test_answers_of_a_writer_who_knew_no_word_list_fare_as_asked(knowledge):
    """Never learned from. Unseen, the rule of lexicons in a fixed order had 0.88 of the shallow asked on, 0.17 deep."""
    lines = [line.split("\t") for line in (DATA / "whys-blind.tsv").read_text("utf-8").splitlines()]
    asked = {"shallow": [], "deep": []}
    for tag, _, label, text in lines:
        asked[label].append(shallow(text.replace("\\n", "\n"), tag, knowledge) is not None)
    assert {tag for tag, *_ in lines} == set(TAGS)
    assert sum(asked["shallow"]) / len(asked["shallow"]) >= 0.9
    assert sum(asked["deep"]) / len(asked["deep"]) <= 0.05


@pytest.mark.parametrize("tag", TAGS)
def test_there_are_enough_answers_to_learn_from_and_none_is_measured(tag):
    """What a third of the topics left out of learning gives, `scripts/weigh_whys.py --folds` prints."""
    rows = [line.split("\t") for line in (DATA / "answers" / f"{tag}.tsv").read_text("utf-8").splitlines()]
    texts = [text for _, _, text in rows]
    measured = (DATA / "whys-blind.tsv").read_text("utf-8") + (DATA / "whys-held-out.tsv").read_text("utf-8")
    assert sum(label == "deep" for _, label, _ in rows) >= 60
    assert sum(label == "shallow" for _, label, _ in rows) >= 40
    assert len(set(texts)) == len(texts)
    assert not [text for text in texts if text in measured]


def test_a_sign_weighs_the_same_in_every_language(knowledge):
    told = {
        "en": "Returns are judged by eye.",
        "de": "Retouren beurteilt man nach Augenmaß.",
        "ja": "返品は目視で決める。",
    }
    found = {tag: weigh(text, tag, knowledge).signs["why-hand"] for tag, text in told.items()}
    assert len(set(found.values())) == 1
    assert found["en"] > 0 > knowledge.weights["why"].signs["why-careless"]


def test_words_alone_make_no_answer_deep(knowledge):
    weight = weigh("Juniper Parcel moved the collection from 17:00 to 10:30 in March.", "en", knowledge)
    assert not weight.signs
    assert not weight.deep


def test_a_rule_that_was_not_met_is_no_rule_of_our_own(knowledge):
    weight = weigh("The papers were refused under the applicable rules.", "en", knowledge)
    assert "why-restated" in weight.signs
    assert "why-process" not in weight.signs
    assert "why-process" in weigh("There was a gap in the rules.", "en", knowledge).signs


@given(text=st.text(max_size=300), tag=st.sampled_from(TAGS))
def test_any_text_weighs_something_and_the_parts_are_the_whole(knowledge, text, tag):
    weight = weigh(text, tag, knowledge)
    parts = sum(weight.signs.values()) + sum(weight.words.values())
    assert weight.total == pytest.approx(knowledge.weights["why"].start + parts)


@pytest.mark.parametrize("tag", TAGS)
def test_pairs_written_later_to_find_its_weak_places_fare_nearly_as_well(knowledge, tag):
    """Seen for the first time they had 0.40 and 0.44 of the deep answers asked on; now they are learned from."""
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
