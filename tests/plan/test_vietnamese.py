"""Hard cases of Vietnamese: dates, counts, lists, words of two syllables, what a clause leaves behind."""

import re
import unicodedata
from datetime import date, time

import pytest

from reinstate import review
from reinstate.case import Account, Answers, Party, Person
from reinstate.knowledge import DATA
from reinstate.knowledge.model.plan import Field
from reinstate.plan import parse, questions_of
from reinstate.plan.grammar import fill
from reinstate.plan.values import Writer, locale_of

PEOPLE = (Person("minh", "Trần Quang Minh", role="managing-director"), Person("lan", "Nguyễn Thị Lan"))


def writer(knowledge, currency: str = "USD") -> Writer:
    told = Answers("vi", Account("Công ty TNHH Gốm Biển Xanh"), PEOPLE, (Party("sao", "Vận tải Sao Mai"),))
    return Writer(told, knowledge, "vi", locale_of("vi", "US"), currency)


def said(knowledge, name: str, **answers: object) -> str:
    """The shelf's sentence with these answers."""
    entry = knowledge.causes.get(name) or knowledge.measures[name]
    questions, pen = questions_of(entry, knowledge), writer(knowledge)
    values = {key: pen.write(value, questions[key]) for key, value in answers.items()}
    numbers = {key: float(value) for key, value in answers.items() if isinstance(value, int)}
    return fill(entry.text["vi"], values, numbers, pen.locale, lambda field: f"⟦{field}⟧")[0]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("date", date(2026, 3, 5), "5 tháng 3 năm 2026"),
        ("date", date(2026, 12, 31), "31 tháng 12 năm 2026"),
        ("number", 1264, "1.264"),
        ("number", 2.5, "2,5"),
        ("percent", 9.3, "9,3%"),
        ("money", 1240.5, "1.240,50\xa0US$"),
        ("time", time(17, 0), "17:00"),
        ("names", ("B0CQ7XN4LD",), "B0CQ7XN4LD"),
        ("names", ("B0CQ7XN4LD", "B0D5VHT2KW"), "B0CQ7XN4LD và B0D5VHT2KW"),
        ("names", ("L2604", "L2605", "L2606"), "L2604, L2605 và L2606"),
        ("weekday", "sunday", "Chủ nhật"),
        ("interval", "week", "hằng tuần"),
        ("interval", "each-delivery", "mỗi khi có lô hàng về"),
        ("person", "minh", "Trần Quang Minh (giám đốc)"),
        ("person", "lan", "Nguyễn Thị Lan"),
    ],
)
def test_a_value_is_written_the_vietnamese_way(knowledge, kind, value, words):
    assert writer(knowledge).write(value, Field(kind, {"en": "?"})) == words


@pytest.mark.parametrize("number", [1, 31])
def test_a_count_has_one_form_and_its_noun(knowledge, number):
    told = {"from": date(2026, 4, 4), "to": date(2026, 5, 3), "task": "late-orders", "late": number}
    assert f", khiến {number} đơn hàng bị xử lý trễ." in said(knowledge, "absence-without-cover", **told)


def test_a_clause_that_goes_leaves_a_whole_sentence(knowledge):
    told = {"from": date(2026, 4, 4), "to": date(2026, 5, 3), "task": "messages"}
    assert said(knowledge, "absence-without-cover", **told) == (
        "Từ ngày 4 tháng 4 năm 2026 đến ngày 3 tháng 5 năm 2026, người phụ trách việc trả lời tin nhắn của người mua "
        "và khiếu nại Bảo đảm A-đến-z vắng mặt. Chúng tôi chưa chỉ định người thay và các sản phẩm vẫn mở bán. Lịch "
        "nghỉ của chúng tôi không quy định việc bàn giao, cũng không quy định bật chế độ nghỉ."
    )


def test_a_rate_stands_beside_its_count(knowledge):
    told = {"from": date(2026, 4, 4), "to": date(2026, 5, 3), "orders": 1500, "late": 93, "rate": 6.2, "target": 4}
    assert said(knowledge, "problem-late-shipments", **told) == (
        "Từ ngày 4 tháng 4 năm 2026 đến ngày 3 tháng 5 năm 2026, 93 trong số 1.500 đơn hàng do nhà bán hàng tự gửi "
        "được xác nhận sau ngày gửi hàng dự kiến, tức tỷ lệ giao hàng trễ là 6,2%, so với mục tiêu dưới 4%."
    )


def test_every_date_in_a_sentence_follows_its_word(knowledge):
    """`vào ngày 5 tháng 3`: the word stands in the phrase, so that a table's cell needs none."""
    for entry in (*knowledge.causes.values(), *knowledge.measures.values()):
        dates = [name for name, question in questions_of(entry, knowledge).items() if question.kind == "date"]
        for name in dates:
            for before in re.findall(rf"(.{{0,5}})\{{{name}\}}", entry.text["vi"]):
                assert before == "ngày ", (entry.id, name)


def test_diacritics_are_composed():
    texts = {path: path.read_text("utf-8") for path in (DATA / "languages" / "vi").rglob("*.toml")}
    assert len(texts) > 500
    assert [path.name for path, text in texts.items() if not unicodedata.is_normalized("NFC", text)] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kiện hàng đã rời kho ngày 3/5/2026, sau đó hãng vận chuyển sẽ gửi mã theo dõi.",
        "Nhóm pháp lý của sản phẩm được xác định khi đăng ký ngày 3/5/2026.",
        "Danh sách thương hiệu và nhà cung cấp của chúng tôi được đối chiếu ngày 3/5/2026.",
        "31 trong số 500 đơn bị trễ, tức tỷ lệ giao hàng trễ là 6,2% (phụ lục 1).",
        "Khiếu nại Bảo đảm A-đến-z không được trả lời đúng hạn vì quy trình không có người thay.",
        "Chúng tôi không yêu cầu bằng chứng rằng nhà cung cấp được quyền bán.",
        "Quy định kiểm tra nguồn gốc không có trong quy trình của chúng tôi.",
        "Ngày 3/5/2026, Trần Minh (quản lý kho) so 12 sản phẩm với 12 trang sản phẩm và ghi từng sản phẩm vào sổ.",
        "Ngày 3/5/2026, Trần Minh (quản lý kho) tạo lệnh rút hàng RO-55812 tại các trung tâm hoàn thiện đơn hàng.",
    ],
)
def test_a_syllable_of_another_word_is_no_fault(knowledge, sentence):
    letter = parse(f"Nguyên nhân gốc rễ\n{sentence}\n", "vi", knowledge)
    found = {each.label for each in review.review(letter, knowledge).findings}
    assert {label for label in found if label and not label.startswith("missing_")} == set()


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("Nếu không, chúng tôi sẽ kiện Amazon ra tòa.", "threat_or_legal"),
        ("Xin hãy thương chúng tôi, cả gia đình sống nhờ shop này.", "emotional_language"),
        ("Chúng tôi rất tức giận vì quyết định này.", "emotional_language"),
        ("Chúng tôi xin bảo đảm không tái phạm.", "pledge"),
        ("Chúng tôi thuê một bạn làm ngoài và nay không liên lạc được.", "third_party_info_missing"),
    ],
)
def test_what_is_a_fault_stays_one(knowledge, sentence, label):
    letter = parse(f"Nguyên nhân gốc rễ\n{sentence}\n", "vi", knowledge)
    assert label in {each.label for each in review.review(letter, knowledge).findings}


def test_our_own_headings_are_read_as_their_parts(knowledge):
    for structure in knowledge.structures.values():
        for section in structure.sections.values():
            letter = parse(f"{section.heading['vi']}\nTrần Minh đã làm việc này.\n", "vi", knowledge)
            roles = {role for part in letter.sections if part.heading for role in part.roles}
            assert roles & set(section.roles), (structure.id, section.heading["vi"])
