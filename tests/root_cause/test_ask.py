"""The interview: it knows what is known, takes what is typed, ends in every case, and loses nothing."""

import random
from dataclasses import replace
from datetime import date, time
from statistics import median

import pytest

from reinstate.case import Answers, Fact, Notice, Person, Reading, Statement
from reinstate.root_cause import (
    Ground,
    Progress,
    Step,
    conclude,
    merge,
    new_progress,
    next_step,
    prepare,
    read_progress,
    settle,
    skip,
    steps_of,
    take,
    write_progress,
)
from reinstate.root_cause.fit import measures_for, questions_for

TODAY = date(2026, 9, 17)
LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")
DEEP = {
    "en": "Our dispatch procedure did not say who compares the handling time with the collection.",
    "zh": "我们的发货流程没有规定由谁核对处理时间与揽收时间。",
}
OWN_DEED = {
    "en": "On 6 May 2026, Ben Okafor (warehouse manager) changed the collection contract.",
    "zh": "2026年5月6日，林浩（总经理）更换了揽收合同并通知了仓库。",
}


def ground(knowledge, *violations: str, scope: str = "account", language: str = "en", **more) -> Ground:
    text = more.pop("text", "late shipment rate of 9.3%, our target is under 4%")
    notice = Notice("notice.txt", text, "0" * 64, sent=date(2026, 9, 14))
    kind = "listing_removed" if scope == "listing" else "account_deactivated"
    facts = more.pop("facts", ())
    reading = Reading(notice, language, "US", kind, scope, violations, facts=facts)
    return Ground(reading, knowledge, more.pop("files", ("evidence/orders.pdf",)), TODAY, language)


@pytest.fixture
def late(knowledge) -> Ground:
    return ground(knowledge, "late_shipment_rate")


def begin(base: Ground) -> Progress:
    return prepare(base, new_progress(base.language))


def plain(step: Step, language: str = "en") -> str:
    """A good answer to a step, as a person would give it who has one cause and the files at hand."""
    answers = {
        "account/legal-name": "Harbor Lane Candles LLC",
        "account/signatory": "Ruth Alvarez, owner",
    }
    by_shape = {
        "causes": "1",
        "number": "61",
        "percent": "9.3",
        "money": "12.50",
        "period": "2026-08-14 – 2026-09-12",
        "deed": "Ben Okafor, warehouse manager, 2026-09-15",
        "date": "2026-09-16",
        "time": "17:00",
        "person": "Ben Okafor, warehouse manager",
        "party": "Coastline Parcel, post@coastline.example",
        "names": "B0CQ7XN4LD",
        "text": "Coastline",
        "why": DEEP.get(language, DEEP["en"]),
        "own-corrective": OWN_DEED.get(language, OWN_DEED["en"]),
        "own-preventive": OWN_DEED.get(language, OWN_DEED["en"]),
        "problem": "1" if step.options else OWN_DEED.get(language, OWN_DEED["en"]),
        "place": "1",
        "latin": "Ruth Alvarez",
        "control": "Ruth Alvarez, owner, every month",
        "examined": "none",
        "contrast": "none",
        "same": "yes",
    }
    if step.shape == "deed" and "every" in step.fields:
        return "Ben Okafor, warehouse manager, 2026-09-15, every working day"
    if step.fields[:1] == ("after_from",):
        return "2026-09-13 – 2026-09-16"
    if step.shape == "causes" and not step.options:
        return DEEP.get(language, DEEP["en"])
    if step.fields == ("order_ids",):
        return "112-4119345-7732275"
    return answers.get(step.id) or by_shape.get(step.shape, "1")


def interviewed(base: Ground, progress: Progress, answer=plain, most: int = 400) -> tuple[Progress, list[str]]:
    asked = []
    while (step := next_step(base, progress)) is not None:
        asked.append(step.id)
        assert len(asked) < most, f"no end: {asked[-6:]}"
        taken = take(base, progress, step, answer(step, base.language), sure=True)
        progress = skip(base, progress, step) if taken.refused else taken.progress
    return progress, asked


def put(base: Ground, progress: Progress, step_id: str, text: str, *, sure: bool = False):
    step = steps_of(base, progress).step(step_id)
    assert step is not None, step_id
    return take(base, progress, step, text, sure=sure)


# -- the common path ---------------------------------------------------------------------------------------------------


def common(step: Step, language: str) -> str:
    """One cause, two whys, papers with their kind, one measure of each group."""
    if step.shape == "why" and step.id.endswith("/1"):
        return "The courier came too late every day."
    if step.shape in ("exhibits", "chain-papers") and " a " in step.asks["en"]:
        return "1a"
    if step.shape != "measures":
        return plain(step, language)
    firsts = {each.group["en"]: number for number, each in reversed(list(enumerate(step.options, 1)))}
    return ", ".join(str(number) for number in sorted(firsts.values()))


def without_effect(step: Step, language: str) -> str:
    """The same without a figure that shows the effect: a listing's three parts need none."""
    chosen = common(step, language)
    return ", ".join(chosen.split(", ")[:3]) if step.shape == "measures" else chosen


LIMITS = {"listing": 25, "account": 45}
"""Questions that the common path may have."""


def common_path(knowledge, violation: str, scope: str, cause: int) -> tuple[Ground, Progress, list[str]]:
    facts = (Fact("asin", "B0CQ7XN4LD", None, "test"),)
    base = ground(knowledge, violation, scope=scope, facts=facts)

    def answer(step: Step, language: str) -> str:
        if step.shape == "causes" and step.options:
            return str(cause)
        return (without_effect if scope == "listing" else common)(step, language)

    return base, *interviewed(base, begin(base), answer)


def lengths(violation: str, scope: str, knowledge) -> list[int]:
    """The number of questions on the common path, for every cause of a violation."""
    causes = sum(violation in each.violations for each in knowledge.causes.values()) or 1
    return [len(common_path(knowledge, violation, scope, cause)[2]) for cause in range(1, causes + 1)]


@pytest.mark.parametrize(
    ("violation", "scope"),
    [
        ("inauthentic", "listing"),
        ("restricted_product", "listing"),
        ("copyright", "listing"),
        ("product_safety", "listing"),
        ("late_shipment_rate", "account"),
        ("order_defect_rate", "account"),
        ("review_manipulation", "account"),
    ],
)
def test_the_common_path_is_short_and_leaves_no_gap(knowledge, violation, scope):
    base, progress, asked = common_path(knowledge, violation, scope, 1)
    assert len(asked) <= LIMITS[scope], asked
    gaps = [each for each in settle(progress.answers, base.reading, knowledge) if each.severity == "error"]
    assert gaps == []
    known = [step for step in asked if step.endswith(("/asins", "/rate", "/target"))]
    assert not [step for step in known if "asins" in step], "the notice lists one ASIN"


def test_the_longest_violation_of_a_listing_stays_within_the_limit_too(knowledge):
    assert median(lengths("product_safety", "listing", knowledge)) <= LIMITS["listing"]


def test_some_other_document_takes_no_known_kind_away(knowledge):
    _, progress, asked = common_path(knowledge, "product_safety", "listing", 3)
    assert "exhibits/orders/kind" not in asked
    assert [each.kind for each in progress.answers.attachments] == ["test-report"]


BLOCKS = {
    "absence-cover": ("late_shipment_rate", "on_time_delivery_rate", "order_defect_rate", "cancellation_rate"),
    "supplier-approval": ("inauthentic", "counterfeit", "used_sold_as_new", "trademark"),
    "listing-check-before-upload": ("restricted_product", "listing_policy", "category_approval", "trademark"),
    "repeated-training": ("review_manipulation", "late_shipment_rate", "restricted_product", "communication_misuse"),
    "policy-watch": ("restricted_product", "review_manipulation", "listing_policy", "product_safety"),
    "provider-approval": ("review_manipulation", "related_accounts", "search_or_rank_manipulation", "forged_documents"),
    "catalog-sweep": ("restricted_product", "trademark", "listing_policy"),
}
"""Building blocks of prevention and where they have to be offered (guidance G18, G26–G32)."""


@pytest.mark.parametrize(("block", "violation"), [(key, slug) for key, slugs in BLOCKS.items() for slug in slugs])
def test_the_building_blocks_are_offered_where_they_belong(knowledge, block, violation):
    causes = [each for each in knowledge.causes.values() if violation in each.violations]
    offered = set()
    for cause in causes:
        statement = Statement("c", "root_cause", cause.id)
        offered |= {each.id for each in measures_for(violation, (statement,), knowledge)}
    assert block in offered


@pytest.mark.parametrize("block", BLOCKS)
def test_a_building_block_asks_for_owner_interval_record_and_effect(knowledge, block):
    measure = knowledge.measures[block]
    asked = {each.name for each in questions_for(Statement("s", measure.role, block), knowledge)}
    assert {"who", "since", "checker", "review_every"} <= asked
    assert "every" in asked or block in ("absence-cover", "listing-check-before-upload", "provider-approval")
    assert "record" in asked or block == "absence-cover"


def test_the_letter_can_be_drafted_without_a_gap_in_its_sentences(knowledge):
    from reinstate import plan

    base = ground(knowledge, "late_shipment_rate")
    progress, _ = interviewed(base, begin(base), common)
    drafted = plan.draft(progress.answers, base.reading, knowledge, structure="8d", language="en", numbers={})
    assert "⟦" not in drafted.text


# -- random people -----------------------------------------------------------------------------------------------------


def wild(chance: random.Random):
    """Somebody who types all sorts of things."""
    odd = (
        "",
        "???",
        "12",
        "999",
        "-5",
        "B0AAAAAAA1",
        "2026-13-45",
        "tomorrow",
        "none",
        "无",
        "x" * 5000,
        "1,2,3",
        "🙂",
    )

    def answer(step: Step, language: str) -> str:
        if chance.random() < 0.3:
            return chance.choice(odd)
        if step.options and chance.random() < 0.7:
            return str(chance.randint(1, len(step.options)))
        return plain(step, language)

    return answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_interview_ends_and_keeps_every_answer(knowledge, language):
    for number, slug in enumerate(knowledge.violations):
        scope = "listing" if knowledge.violations[slug].level == "listing" else "account"
        base = ground(knowledge, slug, scope=scope, language=language)
        chance = random.Random(f"{language} {number}")
        progress, asked = interviewed(base, begin(base), wild(chance))
        told = {
            (each.id, f"{each.about}.{name}")
            for issue in progress.answers.issues
            for each in issue.statements
            for name, value in each.answers.items()
            if value is not None
        }
        open_fields = {
            (gap.about, gap.args["field"])
            for gap in settle(progress.answers, base.reading, knowledge)
            if gap.kind == "unanswered"
        }
        assert not told & open_fields
        skipped = {step.id for step in steps_of(base, progress).steps if step.state == "skipped"}
        assert len(open_fields) <= len(skipped) * 4
        assert read_progress(write_progress(progress), "answers.toml", knowledge) == progress
        assert asked or not knowledge.violations[slug].needs


@pytest.mark.parametrize("language", LANGUAGES)
def test_going_back_and_forth_ends_too_and_loses_nothing(knowledge, language):
    """Somebody who changes earlier answers at random; the causes set aside keep theirs."""
    chance = random.Random(language)
    base = ground(knowledge, chance.choice(("late_shipment_rate", "inauthentic", "review_manipulation")))
    base = replace(base, language=language)
    progress = begin(base)
    for _ in range(120):
        way = steps_of(base, progress)
        step = chance.choice(way.open[:1] + way.steps[: len(way.steps) // 2]) if way.open else None
        if step is None:
            break
        before = {each.id for issue in (*progress.answers.issues, *progress.aside) for each in issue.statements}
        taken = take(base, progress, step, wild(chance)(step, language), sure=True)
        progress = skip(base, progress, step) if taken.refused else taken.progress
        after = {each.id for issue in (*progress.answers.issues, *progress.aside) for each in issue.statements}
        assert before <= after
    progress, _ = interviewed(base, progress)
    assert next_step(base, progress) is None


# -- what is known is not asked ----------------------------------------------------------------------------------------


def test_the_figures_of_the_notice_are_not_asked(knowledge):
    fact = Fact("metric", 9.3, None, "test", extra={"name": "late_shipment_rate", "target": 4.0})
    base = ground(knowledge, "late_shipment_rate", facts=(fact,))
    step = steps_of(base, begin(base)).step("late_shipment_rate/problem-late-shipments/rate")
    assert step is not None
    assert (step.state, step.now) == ("answered", (9.3,))
    target = steps_of(base, begin(base)).step("late_shipment_rate/problem-late-shipments/target")
    assert target is not None
    assert target.now == (4,)


def test_a_target_from_the_shelves_is_no_fact_of_the_notice(knowledge):
    fact = Fact("metric", 9.3, None, "test", extra={"name": "late_shipment_rate", "target": 4.0})
    base = ground(knowledge, "late_shipment_rate", facts=(fact,), text="late shipment rate of 9.3%")
    target = steps_of(base, begin(base)).step("late_shipment_rate/problem-late-shipments/target")
    assert target is not None
    assert target.state == "open"


def test_the_only_asin_of_the_notice_is_taken_and_of_several_the_choice_is_left(knowledge):
    one = (Fact("asin", "B0CQ7XN4LD", None, "test"),)
    base = ground(knowledge, "inauthentic", scope="listing", facts=one)
    progress = put(base, begin(base), "inauthentic/causes", "supplier-not-verified").progress
    step = steps_of(base, progress).step("inauthentic/supplier-not-verified/asins")
    assert step is not None
    assert step.state == "answered"
    two = (*one, Fact("asin", "B0D5VHT2KW", None, "test"))
    base = ground(knowledge, "inauthentic", scope="listing", facts=two)
    progress = put(base, begin(base), "inauthentic/causes", "supplier-not-verified").progress
    step = steps_of(base, progress).step("inauthentic/supplier-not-verified/asins")
    assert step is not None
    assert step.state == "open"
    assert step.suggestion == (("B0CQ7XN4LD", "B0D5VHT2KW"),)


def test_what_another_case_knows_of_the_firm_is_not_asked(knowledge, late):
    told = put(late, begin(late), "account/legal-name", "Harbor Lane LLC").progress
    told = put(late, told, "account/signatory", "Ruth Alvarez, owner").progress
    progress = merge(begin(late), told.answers, frozenset())
    assert not [each for each in steps_of(late, progress).open if each.stage == "account"]
    mine = put(late, begin(late), "account/legal-name", "Other Ltd").progress
    assert merge(mine, told.answers, frozenset()).answers.account.legal_name == "Other Ltd"


# -- typed answers -----------------------------------------------------------------------------------------------------

PROBLEM = "late_shipment_rate/problem-late-shipments"


def test_a_person_comes_with_role_and_latin_name(late):
    progress = put(late, begin(late), "account/signatory", "林浩 (Lin Hao), managing director").progress
    assert progress.answers.people == (Person("lin-hao", "林浩", "Lin Hao", "managing-director"),)
    assert progress.answers.account.signatory == "lin-hao"


def test_a_place_in_a_chinese_firm_name_is_no_latin_name(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    where = "late_shipment_rate/handling-time-shorter-than-process/carrier"
    progress = put(late, progress, where, "联迅物流（深圳）有限公司").progress
    party = progress.answers.parties[0]
    assert (party.name, party.latin, party.kind) == ("联迅物流（深圳）有限公司", None, "carrier")
    progress = put(late, progress, f"parties/{party.id}/latin", "Lianxun Logistics (Shenzhen) Co., Ltd.").progress
    assert progress.answers.parties[0].latin == "Lianxun Logistics (Shenzhen) Co., Ltd."


def test_the_role_of_a_person_named_without_one_is_asked_once_for_that_person(late):
    progress = put(late, begin(late), "account/signatory", "Ruth Alvarez").progress
    step = next(each for each in steps_of(late, progress).open if each.shape == "role")
    assert step.id == "people/ruth-alvarez/role"
    told = put(late, progress, step.id, "owner").progress
    assert told.answers.people == (Person("ruth-alvarez", "Ruth Alvarez", None, "owner"),)
    assert not [each for each in steps_of(late, told).open if each.shape == "role"]


def test_nobody_in_particular_is_asked_for_a_name(late):
    for text in ("our team", "the staff", "everybody"):
        refused = put(late, begin(late), "account/signatory", text).refused
        assert refused is not None, text
        assert refused.key == "nobody-in-particular"


def test_who_and_when_may_come_one_after_the_other(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    progress = put(late, progress, "late_shipment_rate/measures", "changed-handling-time").progress
    where = "late_shipment_rate/changed-handling-time"
    progress = put(late, progress, f"{where}/who", "Ben Okafor, warehouse manager").progress
    step = next(each for each in steps_of(late, progress).open if each.id.startswith(where))
    assert step.id == f"{where}/on"
    progress = put(late, progress, step.id, "15 September 2026").progress
    statement = next(each for each in progress.issue("late_shipment_rate").statements if each.role == "corrective")
    assert statement.answers == {"who": "ben-okafor", "on": date(2026, 9, 15)}


@pytest.mark.parametrize(
    ("step", "text", "key"),
    [
        (f"{PROBLEM}/late", "many", "not-a-number"),
        (f"{PROBLEM}/late", "3 or 4", "one-number"),
        (f"{PROBLEM}/from", "2026-09-12 to 2026-08-14", "period-turned"),
        (f"{PROBLEM}/from", "2026-08-14 to 2027-01-01", "future"),
        (f"{PROBLEM}/from", "in spring", "not-a-period"),
        ("dated", "03/04/2026", "date-two-ways"),
        ("dated", "15 September", "date-without-year"),
        ("dated", "2026-09-01", "letter-before-notice"),
        ("late_shipment_rate/causes", "99", "no-such-number"),
        ("account/signatory", "12345", "no-such-number"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word_and_changes_nothing(knowledge, late, step, text, key):
    before = begin(late)
    taken = put(late, before, step, text)
    assert taken.refused is not None
    assert taken.refused.key == key
    assert taken.progress == before
    assert key in knowledge.messages["ask"].says


def test_a_paste_of_a_hundred_thousand_signs_is_refused_and_nothing_is_lost(late):
    before = put(late, begin(late), "account/legal-name", "Harbor Lane LLC").progress
    taken = put(late, before, "late_shipment_rate/causes", "x" * 100_000)
    assert taken.refused is not None
    assert taken.refused.key == "too-long"
    assert taken.progress == before


def test_an_asin_that_the_notice_does_not_name_is_asked_back_and_taken_the_second_time(knowledge):
    facts = (Fact("asin", "B0CQ7XN4LD", None, "test"), Fact("asin", "B0D5VHT2KW", None, "test"))
    base = ground(knowledge, "inauthentic", scope="listing", facts=facts)
    progress = put(base, begin(base), "inauthentic/causes", "supplier-not-verified").progress
    where = "inauthentic/supplier-not-verified/asins"
    table = "ASIN\tunits\nB0CQ7XN4LD\t12\nB0ZZZZZZZ9\t3\n"
    taken = put(base, progress, where, table)
    assert taken.refused is not None
    assert (taken.refused.key, taken.refused.doubtful) == ("not-in-notice", True)
    sure = put(base, progress, where, table, sure=True).progress
    cause = sure.issue("inauthentic").by_role("root_cause")[0]
    assert cause.answers["asins"] == ("B0CQ7XN4LD", "B0ZZZZZZZ9")


def test_an_action_before_the_trouble_is_asked_back(late):
    progress = put(late, begin(late), f"{PROBLEM}/from", "2026-08-14 to 2026-09-12").progress
    progress = put(late, progress, "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    progress = put(late, progress, "late_shipment_rate/measures", "changed-handling-time").progress
    where = "late_shipment_rate/changed-handling-time/who"
    refused = put(late, progress, where, "Ben Okafor, 2026-07-01").refused
    assert refused is not None
    assert (refused.key, refused.doubtful) == ("before-event", True)
    assert put(late, progress, where, "Ben Okafor, 2026-07-01", sure=True).refused is None
    future = put(late, progress, where, "Ben Okafor, 2026-12-01", sure=True).refused
    assert future is not None
    assert future.key == "future"


def test_own_words_in_another_language_are_kept_as_that_language(late):
    said = "Der Paketdienst kam jeden Tag vor dem Ende der Bestellannahme, und niemand verglich die Zeiten."
    taken = put(late, begin(late), "late_shipment_rate/causes", said)
    assert taken.progress.issue("late_shipment_rate").by_role("root_cause")[0].text == {"de": said}
    assert [note.key for note in taken.notes] == ["other-language"]


def test_a_file_that_is_not_there_yet_may_be_named(late):
    progress = put(late, begin(late), f"{PROBLEM}/papers", "1, settings.pdf").progress
    assert [each.file for each in progress.answers.attachments] == ["evidence/orders.pdf", "evidence/settings.pdf"]
    taken = put(late, begin(late), f"{PROBLEM}/papers", "../../etc/passwd")
    assert taken.refused is not None
    none = put(late, begin(late), f"{PROBLEM}/papers", "none").progress
    step = steps_of(late, none).step(f"{PROBLEM}/papers")
    assert step is not None
    assert step.state == "answered"


# -- going back and changing -------------------------------------------------------------------------------------------


def test_a_cause_no_longer_chosen_is_set_aside_with_its_measures_and_comes_back(late):
    causes = "late_shipment_rate/causes"
    progress = put(late, begin(late), causes, "handling-time-shorter-than-process").progress
    where = "late_shipment_rate/handling-time-shorter-than-process"
    progress = put(late, progress, f"{where}/pickup_time", "11:00").progress
    progress = put(late, progress, "late_shipment_rate/measures", "changed-handling-time").progress
    before = progress.issue("late_shipment_rate")
    taken = put(late, progress, causes, "late-order-report-unowned")
    assert [note.key for note in taken.notes] == ["set-aside"]
    assert "handling-time-shorter-than-process" not in {
        each.about for each in taken.progress.issue("late_shipment_rate").statements
    }
    saved = read_progress(write_progress(taken.progress), "answers.toml", late.knowledge)
    back = put(late, saved, causes, "handling-time-shorter-than-process").progress
    again = back.issue("late_shipment_rate").by_role("root_cause")[0]
    assert again.answers["pickup_time"] == time(11, 0)
    assert again == before.by_role("root_cause")[0]
    returned = put(late, back, "late_shipment_rate/measures", "changed-handling-time").progress
    assert returned.issue("late_shipment_rate").by_role("corrective")[0].cause == again.id


def test_an_answer_that_rested_on_a_changed_one_is_looked_at_again(late):
    progress = put(late, begin(late), f"{PROBLEM}/late", "61").progress
    progress = put(late, progress, "late_shipment_rate/causes", "late-order-report-unowned").progress
    where = "late_shipment_rate/late-order-report-unowned/late"
    step = steps_of(late, progress).step(where)
    assert step is not None
    assert step.suggestion == (61,)
    progress = put(late, progress, where, "61").progress
    progress = put(late, progress, f"{PROBLEM}/late", "60").progress
    step = steps_of(late, progress).step(where)
    assert step is not None
    assert (step.state, step.now) == ("look", (61,))
    kept = steps_of(late, skip(late, progress, step)).step(where)
    assert kept is not None
    assert kept.state == "answered"


def test_a_changed_why_flags_the_whys_after_it(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "late-order-report-unowned").progress
    where = "late_shipment_rate/late-order-report-unowned/why"
    progress = put(late, progress, f"{where}/1", "The courier came too late every single day.").progress
    second = steps_of(late, progress).step(f"{where}/2")
    assert second is not None
    assert second.note
    progress = put(late, progress, f"{where}/2", DEEP["en"]).progress
    assert steps_of(late, progress).step(f"{where}/3") is None
    progress = put(late, progress, f"{where}/1", "The rate was above four percent all month long.").progress
    step = steps_of(late, progress).step(f"{where}/2")
    assert step is not None
    assert step.state == "look"


def shallow_twice(base: Ground) -> Progress:
    progress = put(base, begin(base), "late_shipment_rate/causes", "late-order-report-unowned").progress
    where = "late_shipment_rate/late-order-report-unowned/why"
    return put(base, progress, f"{where}/1", "The courier came too late every single day.").progress


@pytest.mark.parametrize("said", ["1", "That is our cause"])
def test_a_seller_who_is_asked_on_may_keep_the_cause_and_the_report_says_so(late, said):
    where = "late_shipment_rate/late-order-report-unowned/why"
    progress = shallow_twice(late)
    step = steps_of(late, progress).step(f"{where}/2")
    assert [each.id for each in step.options] == ["kept"]
    assert set(step.options[0].label) == set(LANGUAGES)
    progress = read_progress(write_progress(put(late, progress, f"{where}/2", said).progress), "a", late.knowledge)
    way = steps_of(late, progress)
    assert way.step(f"{where}/2").now == ("kept",)
    assert way.step(f"{where}/3") is None
    assert way.step(f"{where}/papers") is not None
    (cause,) = conclude(late, progress).issues[0].causes
    assert cause.kept
    assert cause.shallow
    assert len(cause.chain) == 1


def test_what_was_kept_is_taken_back_by_another_answer(late):
    where = "late_shipment_rate/late-order-report-unowned/why"
    progress = put(late, shallow_twice(late), f"{where}/2", "1").progress
    dug = put(late, progress, f"{where}/2", DEEP["en"]).progress
    assert not conclude(late, dug).issues[0].causes[0].kept
    assert steps_of(late, dug).step(f"{where}/3") is None
    anew = put(late, progress, f"{where}/1", "Our supplier cheated us and there was nothing we could do.").progress
    assert steps_of(late, anew).step(f"{where}/2").state == "open"
    assert not conclude(late, anew).issues[0].causes[0].kept


def test_nothing_can_be_kept_before_the_first_why(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "late-order-report-unowned").progress
    assert not steps_of(late, progress).step("late_shipment_rate/late-order-report-unowned/why/1").options


def test_the_map_names_every_part_before_the_first_answer(late):
    stages = steps_of(late, begin(late)).stages
    assert [each.id for each in stages] == [
        "account", "problem", "causes", "chain", "measures", "papers", "closing",
    ]  # fmt: skip
    assert all(each.done <= each.total for each in stages)


def test_several_issues_are_gone_through_one_after_the_other(knowledge):
    base = ground(knowledge, "late_shipment_rate", "order_defect_rate")
    progress, asked = interviewed(base, begin(base), common)
    firsts = [each.split("/")[0] for each in asked]
    assert firsts.index("order_defect_rate") > firsts.index("late_shipment_rate")
    assert [each.violation for each in progress.answers.issues] == ["late_shipment_rate", "order_defect_rate"]


def test_a_document_that_the_notice_demands_is_asked_for(knowledge):
    facts = (Fact("demand", "invoices", None, "test"),)
    base = ground(knowledge, "inauthentic", scope="listing", facts=facts)
    progress = put(base, begin(base), "demands/invoices", "1").progress
    assert progress.answers.attachments[0].kind == "supplier-invoice"


def test_a_notice_that_wants_a_plan_gets_one_where_documents_would_do_as_a_rule(knowledge):
    bare = ground(knowledge, "pricing", scope="listing")
    assert steps_of(bare, begin(bare)).step("pricing/causes") is None
    base = ground(knowledge, "pricing", scope="listing", facts=(Fact("demand", "root_cause", None, "test"),))
    assert steps_of(base, begin(base)).step("pricing/causes") is not None


def test_what_is_not_affected_leads_to_the_difference(late):
    where = "late_shipment_rate/contrast"
    assert steps_of(late, begin(late)).step(f"{where}/difference") is None
    progress = put(late, begin(late), f"{where}/what", "The 439 orders paid before 10:30 were all in time.").progress
    step = steps_of(late, progress).step(f"{where}/difference")
    assert step is not None
    assert [each.value for each in step.known] == [progress.issue("late_shipment_rate").contrast["what"]]
    progress = put(late, progress, step.id, "They were packed before the van came at 10:30.").progress
    assert read_progress(write_progress(progress), "answers.toml", late.knowledge) == progress
    refused = put(late, progress, f"{where}/what", "no").progress
    assert refused.marks[f"{where}/what"] == "none"


def test_a_shallow_cause_in_own_words_is_asked_back_before_it_stands(late):
    taken = put(late, begin(late), "late_shipment_rate/causes", "The courier came too early.")
    assert taken.refused is not None
    assert taken.refused.key.startswith("shallow-")
    assert put(late, begin(late), "late_shipment_rate/causes", DEEP["en"]).refused is None


def test_what_was_examined_is_asked_for_its_reason_and_concluded(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    progress = put(late, progress, "late_shipment_rate/examined", "absence-without-cover").progress
    key = "late_shipment_rate/ruled-out/absence-without-cover"
    assert steps_of(late, progress).step(key).state == "open"
    progress = put(late, progress, key, "The shift list shows no absence at all.").progress
    cause = "late_shipment_rate/handling-time-shorter-than-process"
    progress = put(late, progress, f"{cause}/why/1", "The courier came too late every single day.").progress
    progress = put(late, progress, f"{cause}/why/2", DEEP["en"]).progress
    progress = put(late, progress, f"{cause}/why/papers", "1: 1b, 2: none").progress
    found = conclude(late, progress).issues[0]
    assert found.ruled_out == {"absence-without-cover": {"en": "The shift list shows no absence at all."}}
    first, second = found.causes[0].chain
    assert (first.exhibits, first.bare) == (("orders",), False)
    assert (second.exhibits, second.bare) == ((), True)
    assert found.causes[0].shallow is None
    assert conclude(late, progress).unfinished == frozenset()


def test_what_was_told_before_is_one_question(knowledge):
    base = ground(knowledge, "review_manipulation", facts=(Fact("asin", "B0CQ7XN4LD", None, "test"),))
    progress = put(base, begin(base), "review_manipulation/problem", "problem-reviews").progress
    problem = "review_manipulation/problem-reviews"
    progress = put(base, progress, f"{problem}/from", "2026-01-14 to 2026-05-22").progress
    progress = put(base, progress, f"{problem}/reviews", "42").progress
    progress = put(base, progress, "review_manipulation/causes", "reviews-bought-through-service").progress
    where = "review_manipulation/reviews-bought-through-service"
    same = steps_of(base, progress).step(f"{where}/same")
    assert same is not None
    assert steps_of(base, progress).step(f"{where}/from") is None
    told = put(base, progress, same.id, "yes").progress.issue("review_manipulation").by_role("root_cause")[0]
    assert (told.answers["from"], told.answers["reviews"]) == (date(2026, 1, 14), 42)
    apart = put(base, progress, same.id, "no").progress
    assert steps_of(base, apart).step(f"{where}/from") is not None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "our team"), ("zh", "我们团队"), ("de", "unser Team"), ("fr", "notre équipe"), ("it", "il nostro team"),
        ("es", "nuestro equipo"), ("vi", "toàn bộ nhân viên"), ("ja", "スタッフ全員"),
    ],
)  # fmt: skip
def test_nobody_in_particular_is_nobody_in_every_language(knowledge, language, text):
    base = ground(knowledge, "late_shipment_rate", language=language)
    refused = put(base, begin(base), "account/signatory", text).refused
    assert refused is not None
    assert refused.key == "nobody-in-particular"
    for name in ("Teamann Leuter", "王团", "林人和", "Alle Jensen", "Nguyễn Văn Tôi"):
        assert put(base, begin(base), "account/signatory", name).refused is None, name


def test_figures_before_and_after_whose_days_overlap_are_refused(late):
    progress = put(late, begin(late), "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    progress = put(late, progress, "late_shipment_rate/measures", "rate-before-after").progress
    where = "late_shipment_rate/rate-before-after"
    progress = put(late, progress, f"{where}/before_from", "2026-08-14 to 2026-09-12").progress
    refused = put(late, progress, f"{where}/after_from", "2026-09-01 to 2026-09-15").refused
    assert refused is not None
    assert refused.key == "periods-overlap"
    assert put(late, progress, f"{where}/after_from", "2026-09-13 to 2026-09-15").refused is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_good_examples_that_are_shown_are_taken(knowledge, language):
    base = ground(knowledge, "late_shipment_rate", language=language)
    progress = put(base, begin(base), "late_shipment_rate/causes", "handling-time-shorter-than-process").progress
    progress = put(base, progress, "late_shipment_rate/measures", "daily-late-order-check").progress
    for name in ("who", "checker"):
        step = steps_of(base, progress).step(f"late_shipment_rate/daily-late-order-check/{name}")
        assert step is not None
        taken = take(base, progress, step, step.good[language])
        assert taken.refused is None, (step.good[language], taken.refused)
        progress = taken.progress
    told = progress.issue("late_shipment_rate").by_role("preventive")[0].answers
    assert (told["every"], told["review_every"]) == ("working-day", "month")


def test_answers_written_by_hand_are_not_asked_again(knowledge, late):
    text = '[account]\nlegal_name = "X Ltd"\nsignatory = "ruth"\n[people.ruth]\nname = "Ruth"\nrole = "owner"\n'
    progress = prepare(late, read_progress(text, "answers.toml", knowledge))
    step = next_step(late, progress)
    assert step is not None
    assert step.stage == "problem"
    assert isinstance(progress.answers, Answers)
