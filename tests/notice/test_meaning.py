"""What a reading means: the answer called for, the clocks as dates, and the gaps of a reply."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import notice
from reinstate.case import Fact, Notice, Reading, Span
from reinstate.knowledge import say
from reinstate.notice.clocks import add_business_days, clocks
from reinstate.notice.clues import clues

TODAY = date(2026, 11, 20)
LANGUAGES = ("en", "zh", "de", "fr", "it", "es", "vi", "ja")


def fact(kind, value, text, words=None, **extra):
    start = text.index(words) if words else None
    span = Span(start, start + len(words)) if words else None
    return Fact(kind, value, span, "test", **extra)


def reading(text="", kind="account_deactivated", violations=("late_shipment_rate",), facts=(), **more):
    made = {"language": "en", "marketplace": "US", "scope": "account"} | more
    return Reading(notice=Notice("n.txt", text, "0" * 64), kind=kind, violations=violations, facts=tuple(facts), **made)


def timed(words, knowledge, *, since=None, received=None, **more):
    text = f"Please answer {words}."
    facts = [fact("deadline", words, text, words)]
    if since:
        facts.append(Fact("notice_date", since, None, "test"))
    made = reading(text, facts=facts, deadline_text=words, **more)
    found = clocks(made, knowledge, clues(made, knowledge), TODAY, received)
    return next(clock for clock in found if clock.id == "answer")


@pytest.mark.parametrize(
    ("words", "language", "store", "last", "unit"),
    [
        ("within 72 hours", "en", "US", date(2026, 11, 19), "hour"),
        ("within 17 days", "en", "US", date(2026, 12, 3), "day"),
        ("within 5 business days", "en", "US", date(2026, 11, 23), "business-day"),
        ("innerhalb von 14 Tagen", "de", "DE", date(2026, 11, 30), "day"),
        ("innerhalb von 5 Werktagen", "de", "DE", date(2026, 11, 23), "business-day"),
        ("in 3 giorni lavorativi", "it", "IT", date(2026, 11, 19), "business-day"),
        ("dans les 5 jours ouvrables", "fr", "FR", date(2026, 11, 23), "business-day"),
        ("en 5 días hábiles", "es", "ES", date(2026, 11, 23), "business-day"),
        ("在5个工作日内", "zh", "JP", date(2026, 11, 23), "business-day"),
        ("5営業日以内", "ja", "JP", date(2026, 11, 23), "business-day"),
        ("72小时内", "zh", "US", date(2026, 11, 19), "hour"),
    ],
)
def test_a_limit_becomes_a_day_counted_from_the_notices_own_date(knowledge, words, language, store, last, unit):
    clock = timed(words, knowledge, since=date(2026, 11, 16), language=language, marketplace=store)
    assert (clock.on, clock.unit, clock.origin) == (last, unit, "notice")
    assert clock.days_left == (last - TODAY).days
    assert str(clock.at.tzinfo) == knowledge.marketplaces[store].timezone


def test_days_end_with_the_day_in_the_stores_zone_and_hours_at_the_earliest_moment(knowledge):
    tokyo = timed("within 2 days", knowledge, since=date(2026, 11, 16), marketplace="JP")
    assert tokyo.at == datetime(2026, 11, 18, 23, 59, tzinfo=ZoneInfo("Asia/Tokyo"))
    hours = timed("within 72 hours", knowledge, since=date(2026, 11, 16), marketplace="JP")
    assert hours.at == datetime(2026, 11, 19, 0, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_hours_run_through_a_change_of_the_clocks(knowledge):
    clock = timed("within 72 hours", knowledge, since=date(2026, 10, 30), marketplace="US")
    assert clock.at - datetime(2026, 10, 30, tzinfo=ZoneInfo("America/Los_Angeles")).astimezone(UTC) == timedelta(
        hours=72
    )


def test_a_day_named_by_the_notice_stands_as_it_is(knowledge):
    clock = timed("by 1 December 2026", knowledge, since=date(2026, 11, 1), deadline_date=date(2026, 12, 1))
    assert (clock.on, clock.origin, clock.days_left) == (date(2026, 12, 1), "named", 11)


def test_without_a_date_the_day_of_receipt_counts_and_nothing_is_made_up(knowledge):
    unknown = timed("within 72 hours", knowledge)
    assert (unknown.on, unknown.at, unknown.days_left, unknown.origin) == (None, None, None, "unknown")
    assert unknown.if_today == TODAY + timedelta(days=3)
    told = timed("within 72 hours", knowledge, received=date(2026, 11, 18))
    assert (told.on, told.origin) == (date(2026, 11, 21), "receipt")


def test_the_notices_own_date_goes_before_the_day_of_receipt(knowledge):
    clock = timed("within 10 days", knowledge, since=date(2026, 11, 1), received=date(2026, 11, 5))
    assert (clock.on, clock.origin) == (date(2026, 11, 11), "notice")


def test_without_a_store_the_moment_is_the_readers_own(knowledge):
    clock = timed("within 10 days", knowledge, since=date(2026, 11, 1), marketplace=None)
    assert clock.zone is None
    assert clock.at.tzinfo is None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 120))
def test_business_days_leave_out_every_weekend_and_only_those(since, count):
    last = add_business_days(since, count)
    between = [since + timedelta(days=step) for step in range(1, (last - since).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == count
    assert count == 0 or last.weekday() < 5


@given(
    since=st.dates(date(2020, 1, 1), date(2035, 12, 31)),
    count=st.integers(1, 199),
    unit=st.sampled_from(["hours", "days", "business days", "weeks"]),
    store=st.sampled_from(["US", "JP", "DE", "BR", "IN", "AU", "EG", None]),
)
def test_a_deadline_is_never_before_the_notice(knowledge, since, count, unit, store):
    clock = timed(f"within {count} {unit}", knowledge, since=since, marketplace=store)
    assert clock.on >= since
    assert clock.at.date() == clock.on
    assert clock.days_left == (clock.on - TODAY).days


def test_where_no_deadline_was_recognised_the_sentences_that_speak_of_time_are_shown(knowledge):
    text = "We need this in five days. Your funds will be held for 30 days. Invoices of the last 365 days will do."
    meant = notice.meaning(reading(text), knowledge, TODAY)
    assert [span.of(text) for span in meant.perhaps] == ["We need this in five days."]
    assert notice.meaning(reading(text, deadline_text="in five days"), knowledge, TODAY).perhaps == ()
    assert notice.meaning(reading(text, kind="reinstated"), knowledge, TODAY).perhaps == ()


def test_money_held_is_quoted_and_its_time_counted(knowledge):
    text = "Your account is closed. Your funds will be held for 90 days. Answer within 17 days."
    made = reading(
        text,
        facts=[
            fact("deadline", "within 17 days", text, "within 17 days"),
            Fact("notice_date", date(2026, 11, 1), None, "t"),
        ],
        deadline_text="within 17 days",
    )
    meant = notice.meaning(made, knowledge, TODAY)
    assert [span.of(text) for span in meant.money] == ["Your funds will be held for 90 days."]
    assert meant.clock("funds").on == date(2027, 1, 30)
    assert meant.clock("answer").on == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "We do not accept pro forma invoices."),
        ("zh", "我们不接受形式发票。"),
        ("de", "Proforma-Rechnungen werden nicht akzeptiert."),
        ("fr", "Les factures pro forma ne sont pas acceptées."),
        ("it", "Non accettiamo fatture proforma."),
        ("es", "No aceptamos facturas proforma."),
        ("vi", "Chúng tôi không chấp nhận hóa đơn chiếu lệ."),
        ("ja", "プロフォーマインボイスは受け付けておりません。"),
    ],
)
def test_what_is_refused_is_quoted_in_every_language(knowledge, language, words):
    text = f"{words}\nABC 123"
    meant = notice.meaning(reading(text, language=language), knowledge, TODAY)
    assert [span.of(text) for span in meant.refused] == [words]


def test_a_mailbox_that_takes_no_mail_refuses_no_papers(knowledge):
    text = "This message was sent from a notification-only address that cannot accept incoming e-mail."
    assert notice.meaning(reading(text), knowledge, TODAY).refused == ()


def test_a_refusal_that_opens_a_list_takes_its_items_along(knowledge):
    text = "We cannot accept:\n- order confirmations\n- pro forma invoices\n\nThank you for your help."
    (span,) = notice.meaning(reading(text), knowledge, TODAY).refused
    assert span.of(text) == text[: text.index("\n\nThank")]


DEMANDS = {
    "plan": ("root_cause", "invoices"),
    "documents": ("invoices", "supplier_contact_info"),
}


@pytest.mark.parametrize("response", DEMANDS)
def test_documents_alone_need_no_plan(knowledge, response):
    facts = [Fact("demand", what, None, "test") for what in DEMANDS[response]]
    meant = notice.meaning(reading(violations=("inauthentic",), facts=facts), knowledge, TODAY)
    assert meant.response == response
    assert (meant.structure is not None) == (response == "plan")


@pytest.mark.parametrize(
    ("made", "response", "reason"),
    [
        ({"kind": "reinstated"}, "nothing", "reinstated"),
        ({"kind": "other", "warnings": ("phishing-suspected",)}, "nothing", "phishing"),
        ({"kind": "account_at_risk_warning"}, "wait", "nothing-asked"),
        ({"kind": "account_deactivated"}, "plan", "usual"),
        ({"kind": "listing_removed", "violations": ("trademark",), "scope": "listing"}, "dispute", "usual"),
        ({"kind": "listing_removed", "violations": ("pricing",), "scope": "listing"}, "edit", "usual"),
        ({"text": "Complete the questionnaire in Account Health."}, "questionnaire", "quiz-asked"),
        (
            {"text": "Please acknowledge this warning.", "kind": "account_at_risk_warning"},
            "acknowledge",
            "acknowledge-asked",
        ),
    ],
)
def test_the_response_follows_the_notice_first_and_the_allegation_then(knowledge, made, response, reason):
    meant = notice.meaning(reading(**made), knowledge, TODAY)
    assert (meant.response, meant.reason) == (response, reason)


def test_the_structure_suits_the_scope(knowledge):
    for scope in ("account", "listing"):
        meant = notice.meaning(reading(scope=scope), knowledge, TODAY)
        assert knowledge.structures[meant.structure].fits[0] == scope


def test_the_gravest_allegation_and_the_dimmest_prospect_count(knowledge):
    slugs = ("late_shipment_rate", "forged_documents")
    both = notice.meaning(reading(violations=slugs), knowledge, TODAY)
    assert both.severity == knowledge.violations["forged_documents"].severity
    assert both.recoverable == knowledge.violations["forged_documents"].recoverable
    assert notice.meaning(reading(kind="reinstated"), knowledge, TODAY).severity == "none"


def test_every_kind_of_notice_brings_its_cautions_and_a_swindle_only_its_own(knowledge):
    for kind in knowledge.kinds:
        found = notice.meaning(reading(kind=kind), knowledge, TODAY).cautions
        assert found or kind == "other"
        assert all(knowledge.cautions[each].warning is None for each in found)
    swindle = notice.meaning(reading(kind="other", warnings=("phishing-suspected",)), knowledge, TODAY)
    assert swindle.cautions
    assert all(knowledge.cautions[each].warning for each in swindle.cautions)
    closed = notice.meaning(reading(), knowledge, TODAY).cautions
    assert {"second-account", "open-orders", "write-to-executives", "write-to-buyers", "send-twice"} <= set(closed)


def test_sources_that_disagree_are_named_unless_the_notice_settles_it(knowledge):
    invoices = Fact("demand", "invoices", None, "test")
    assert "invoice-window" in notice.meaning(reading(facts=[invoices]), knowledge, TODAY).disputed
    settled = reading(facts=[invoices, Fact("lookback", 365, None, "test")], lookback_days=365)
    assert "invoice-window" not in notice.meaning(settled, knowledge, TODAY).disputed
    assert "funds-hold" in notice.meaning(reading(), knowledge, TODAY).disputed


REPLY = """We have reviewed your plan and need more information.
- Late shipment rate: greater detail on the root cause
- Order defect rate: the steps you have taken to prevent this
- copies of invoices
"""


def test_a_reply_tells_which_part_of_which_issue_it_still_misses(knowledge):
    facts = [
        fact("demand", "root_cause", REPLY, "Late shipment rate: greater detail on the root cause"),
        fact("demand", "preventive_steps", REPLY, "Order defect rate: the steps you have taken to prevent this"),
        fact("demand", "invoices", REPLY, "- copies of invoices"),
    ]
    made = reading(REPLY, "appeal_rejected_or_more_info", ("late_shipment_rate", "order_defect_rate"), facts)
    gaps = notice.meaning(made, knowledge, TODAY).gaps
    assert [(gap.kind, gap.args["violation"], gap.about) for gap in gaps] == [
        ("reply-wants", "late_shipment_rate", "root_cause"),
        ("reply-wants", "order_defect_rate", "preventive"),
        ("reply-wants", "", "invoices"),
    ]
    assert gaps[2].args["words"] == "copies of invoices"
    for gap in gaps:
        assert gap.args["words"] in REPLY[gap.args["start"] : gap.args["end"]]


def test_a_reply_that_alleges_nothing_anew_still_says_which_issue_it_means(knowledge):
    facts = [fact("demand", "root_cause", REPLY, "Late shipment rate: greater detail on the root cause")]
    made = reading(REPLY, "appeal_rejected_or_more_info", ("not_stated",), facts, warnings=("violation-not-stated",))
    (gap,) = notice.meaning(made, knowledge, TODAY).gaps
    assert gap.args["violation"] == "late_shipment_rate"


def test_the_only_issue_is_meant_where_the_reply_names_none(knowledge):
    facts = [fact("demand", "invoices", REPLY, "- copies of invoices")]
    made = reading(REPLY, "appeal_rejected_or_more_info", ("inauthentic",), facts)
    (gap,) = notice.meaning(made, knowledge, TODAY).gaps
    assert gap.args["violation"] == "inauthentic"


def test_a_first_notice_has_no_gaps(knowledge):
    facts = [fact("demand", "invoices", REPLY, "- copies of invoices")]
    assert notice.meaning(reading(REPLY, facts=facts), knowledge, TODAY).gaps == ()


def test_guesses_are_pointed_out(knowledge):
    facts = [Fact("violation", "inauthentic", None, "test", 0.9), Fact("demand", "invoices", None, "test", 0.55)]
    assert notice.meaning(reading(facts=facts), knowledge, TODAY).unsure == (1,)


def mail(text, day, **more):
    own = [fact("notice_date", day, text)] if day else []
    return reading(text, facts=[*own, *more.pop("facts", ())], **more)


def test_of_a_thread_the_newest_message_decides_and_the_facts_of_all_stay():
    first_text, reply_text = "Closed. ASIN B0C7KQ4M2T. Answer within 10 days.", "We need your invoices."
    first = mail(
        first_text,
        date(2026, 11, 1),
        deadline_text="within 10 days",
        facts=[
            fact("asin", "B0C7KQ4M2T", first_text, "B0C7KQ4M2T"),
            fact("deadline", "x", first_text, "within 10 days"),
        ],
    )
    reply = mail(
        reply_text,
        date(2026, 11, 9),
        kind="appeal_rejected_or_more_info",
        violations=("not_stated",),
        warnings=("violation-not-stated",),
        facts=[fact("demand", "invoices", reply_text, "invoices")],
    )
    one = notice.thread([first, reply])
    assert one.kind == "appeal_rejected_or_more_info"
    assert one.violations == ("late_shipment_rate",)
    assert one.warnings == ()
    assert one.notice.text.startswith(reply_text)
    assert one.asins == ("B0C7KQ4M2T",)
    for each in one.facts:
        assert each.span is None or each.span.of(one.notice.text) in ("B0C7KQ4M2T", "within 10 days", "invoices")
    assert [each.value for each in one.found("notice_date")] == [date(2026, 11, 1)]
    assert notice.thread([reply, first]) == one


def test_a_deadline_that_a_later_message_has_overtaken_is_gone():
    first = mail("Answer within 10 days.", date(2026, 11, 1), deadline_text="within 10 days", deadline_days=10)
    for day, left in ((date(2026, 11, 10), "within 10 days"), (date(2026, 11, 30), None)):
        assert notice.thread([first, mail("We need more.", day)]).deadline_text == left


def test_after_reinstatement_no_old_deadline_ticks():
    first = mail("Answer within 10 days.", date(2026, 11, 1), deadline_text="within 10 days")
    assert notice.thread([first, mail("Welcome back.", date(2026, 11, 5), kind="reinstated")]).deadline_text is None


def test_messages_without_a_date_count_in_the_order_given():
    one = notice.thread([mail("First.", None), mail("Second.", None, kind="reinstated")])
    assert one.kind == "reinstated"


def test_cautions_and_policies_speak_every_language_of_the_interface(knowledge):
    texts = [text for each in knowledge.cautions.values() for text in (each.title, each.why)]
    ours = [policy for policy in knowledge.policies.values() if policy.about]
    texts += [text for policy in ours for text in (policy.title, *policy.sides.values())]
    assert len(ours) >= 6
    for text in texts:
        for language in LANGUAGES:
            assert not say(text, language).fallback, text["en"]


def test_a_policy_has_two_sides_and_sources_and_a_default_among_the_sides(knowledge):
    for policy in knowledge.policies.values():
        assert len(policy.sides) >= 2
        assert policy.default in policy.sides
        assert policy.sources
    known = {*knowledge.kinds, *knowledge.violations, *knowledge.demands}
    assert {name for policy in knowledge.policies.values() for name in policy.about} <= known


def test_the_meaning_is_the_same_twice_and_leaves_the_reading_alone(knowledge):
    made = reading(REPLY, "appeal_rejected_or_more_info")
    assert notice.meaning(made, knowledge, TODAY) == notice.meaning(replace(made), knowledge, TODAY)


def test_real_notices_end_to_end(knowledge):
    text = (
        "Your Amazon.de selling account has been deactivated because of your late shipment rate.\n\n"
        "Please send us:\n- The root cause of the issue\n- The actions you have taken\n- The steps to prevent it\n\n"
        "You must reply within 17 days of this notice, or your account stays closed.\n\nDate: 2 November 2026\n"
    )
    made = notice.understand(notice.read(text.encode(), "notice.txt"), knowledge)
    meant = notice.meaning(made, knowledge, TODAY)
    assert meant.response == "plan"
    assert meant.clock("answer").on == date(2026, 11, 19)
    assert meant.clock("answer").zone == "Europe/Berlin"
    data = notice.meaning_data(made, meant)
    assert data["clocks"][0]["on"] == "2026-11-19"
    assert data["clocks"][0]["at"] == "2026-11-19T23:59:00+01:00"


def test_a_notice_that_repeats_itself_is_quoted_only_so_often(knowledge):
    text = "We do not accept pro forma invoices.\n" * 5000
    assert 1 < len(notice.meaning(reading(text), knowledge, TODAY).refused) <= 40
