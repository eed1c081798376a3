"""Hard cases of Japanese: counters, dates, lists, politeness, particles behind foreign names, clauses that go."""

import re
from datetime import date, time

import pytest

from reinstate.case import Account, Answers, Party, Person
from reinstate.plan.draft import questions_of
from reinstate.plan.grammar import fill
from reinstate.plan.values import Writer, locale_of

ANSWERS = Answers(
    "ja",
    Account("株式会社みなと雑貨"),
    people=(
        Person("sato", "佐藤花", "Sato Hana", role="managing-director"),
        Person("lin", "林浩", "Lin Hao", role="warehouse-manager"),
    ),
    parties=(
        Party("hayabusa", "はやぶさ運輸株式会社", "Hayabusa Transport Co., Ltd.", "carrier"),
        Party("long", "Übersee-Großhandelsgesellschaft Müller, Østergård & Fils S.à r.l.", None, "supplier"),
    ),
)


@pytest.fixture
def told(knowledge):
    """The sentence of a shelf entry with these answers, and what it lacks."""
    writer = Writer(ANSWERS, knowledge, "ja", locale_of("ja", "JP"), "JPY")

    def tell(name: str, **given: object) -> str:
        entry = {**knowledge.causes, **knowledge.measures}[name]
        questions = questions_of(entry, knowledge)
        values = {key: str(writer.write(value, questions[key])) for key, value in given.items()}
        numbers = {key: float(value) for key, value in given.items() if isinstance(value, int | float)}
        said, missing = fill(entry.text["ja"], values, numbers, writer.locale, str)
        assert not missing
        return said

    return tell


HANDLING = {"who": "sato", "on": date(2026, 5, 1), "from_days": 0, "to_days": 1}
REFUND = {"who": "sato", "on": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        # one form for every number, the counter of the thing counted, thousands with a comma
        ("refunded-affected-orders", {**REFUND, "refunds": 1}, "1件の注文を全額返金しました。"),
        ("refunded-affected-orders", {**REFUND, "refunds": 1264}, "1,264件の注文を全額返金しました。"),
        (
            "withdrew-access",
            {"who": "sato", "on": date(2026, 5, 6), "users": 1, "tools": 2},
            "利用者1名の権限を削除しました。連携アプリ2件も解除しました。",
        ),
        (
            "inspected-stock",
            {
                "who": "lin",
                "on": date(2026, 5, 6),
                "inspected": 120,
                "asins": ("B0CQ7XN4LD",),
                "sorted_out": 3,
            },
            "ASIN B0CQ7XN4LDの120個を一点ずつ検査し、3個を除いて隔離しました。",
        ),
        # a clause that goes leaves no bracket, comma or particle behind
        ("changed-handling-time", HANDLING, "出荷作業日数を0営業日から1営業日に変更しました。"),
        (
            "changed-handling-time",
            {**HANDLING, "skus": 12, "where": "shipping-settings"},
            "設定 > 配送設定で出荷作業日数を0営業日から1営業日に変更しました（対象12件のSKU）。",
        ),
        # lists and dates
        (
            "paused-affected-offers",
            {"who": "sato", "on": date(2026, 1, 9), "asins": ("B0CQ7XN4LD", "B0D5VHT2KW", "B0D2PLR86H")},
            "2026年1月9日に、佐藤花（代表取締役）がASIN B0CQ7XN4LD、B0D5VHT2KW、B0D2PLR86Hの出品を停止しました。",
        ),
        # money and a closing bracket before the stop
        (
            "refunded-affected-orders",
            {**REFUND, "refunds": 2, "total": 4300, "order_ids": ("503-1234567-7654321",)},
            "2件の注文を全額返金しました（注文番号 503-1234567-7654321）。返金額は計￥4,300です。",
        ),
        # particles stand directly behind Latin names, and their full stop stays
        (
            "stopped-supplier",
            {"who": "sato", "on": date(2026, 5, 6), "supplier": "long"},
            "Übersee-Großhandelsgesellschaft Müller, Østergård & Fils S.à r.l.からの仕入れをすべて終了しました。",
        ),
        # a time of day, and intervals as adverbs
        (
            "daily-late-order-check",
            {"who": "lin", "since": date(2026, 5, 6), "every": "working-day", "time": time(16, 5)},
            "2026年5月6日から、林浩（倉庫責任者）が毎営業日、16:05に、未出荷の注文を出荷期限の順に点検しています。",
        ),
        (
            "daily-late-order-check",
            {"who": "lin", "since": date(2026, 5, 6), "every": "monday", "time": time(9, 0)},
            "林浩（倉庫責任者）が毎週月曜日に、9:00に、",
        ),
    ],
)
def test_a_sentence_reads_as_written_by_hand(told, name, given, said):
    assert said in told(name, **given)


def test_a_person_has_the_role_once_and_no_honorific(told):
    both = told("assigned-responsibility", who="sato", on=date(2026, 5, 6), task="late-orders", deputy="lin")
    assert "佐藤花（代表取締役）、代行を林浩（倉庫責任者）と定めました。" in both
    again = told("assigned-responsibility", who="sato", on=date(2026, 5, 6), task="messages", deputy="lin")
    assert "佐藤花、代行を林浩と定めました。" in again
    assert not re.search(r"さん|様|氏", both + again)


def test_every_choice_fits_the_sentence_around_it(knowledge, told):
    for choice in knowledge.causes["scan-edited"].fields["unnoticed"].choices:
        said = told(
            "scan-edited", submitted_on=date(2026, 5, 6), paper="invoice", issuer="hayabusa", edit_done="date",
            unnoticed=choice,
        )  # fmt: skip
        assert re.search(r"(た|である)ためです。$", said), said
    for entry in knowledge.measures.values():
        for choice in entry.fields["fallback"].choices.values() if "fallback" in entry.fields else ():
            assert re.search(r"(る|す|ない)$", choice["ja"]), choice["ja"]


def sentences(knowledge):
    for entry in (*knowledge.causes.values(), *knowledge.measures.values()):
        bare = re.sub(r"\{[^{}]*\}|[\[\]]", "", entry.text["ja"])
        yield entry.id, [part for part in bare.split("。") if part]


def test_every_sentence_of_a_plan_is_polite_and_none_begs(knowledge):
    for name, parts in sentences(knowledge):
        for part in parts:
            words = re.sub(r"（[^（）]*）", "", part)
            assert re.search(r"(です|ます|ました|ません|でした|います|結果：)$", words), (name, part)
            assert not re.search(r"申し訳|お詫び|お願い|いたします|させていただ|誓|約束|二度と|徹底", words), (
                name,
                part,
            )


def test_questions_are_polite_and_short(knowledge):
    for entry in (*knowledge.causes.values(), *knowledge.measures.values()):
        for name, question in entry.fields.items():
            assert question.ask["ja"].endswith("か？"), (entry.id, name)
            assert len(question.ask["ja"]) <= 40, (entry.id, name)


def test_no_space_stands_between_japanese_words(knowledge):
    for entry in (*knowledge.causes.values(), *knowledge.measures.values()):
        for words in (entry.title["ja"], entry.text["ja"], *(each.ask["ja"] for each in entry.fields.values())):
            assert not re.search(r"[\u3040-\u30ff\u4e00-\u9fff。、] [\u3040-\u30ff\u4e00-\u9fff]", words), words
