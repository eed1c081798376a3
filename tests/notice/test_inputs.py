"""Whatever a notice comes in, the same words are read; and every fact points to the words it came from."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from reinstate import notice
from reinstate.case import Trouble
from tests.notice.outlook_file import message, ole

SUBJECT, BODY, HTML, RTF, NAME, SMTP, ADDRESS, HEADERS = 0x37, 0x1000, 0x1013, 0x1009, 0x0C1A, 0x5D01, 0x0C1F, 0x7D
LETTER = (
    "Hello,\r\n\r\nwe took down the listing B07XK4Q9TB since buyers say that it isn't authentic.\r\n"
    "It concerns order 114-3941689-8772232.\r\nPlease send us invoices within 7 days.\r\n"
)
SENT = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)


def facts(reading):
    return reading.asins, reading.order_ids, reading.deadline_days, reading.violations, reading.kind


@pytest.fixture(scope="module")
def plain(knowledge):
    return notice.understand(notice.read(LETTER.encode(), "notice.txt"), knowledge)


def test_the_letter_says_what_the_others_are_held_against(plain):
    assert facts(plain)[:3] == (("B07XK4Q9TB",), ("114-3941689-8772232",), 7)
    assert plain.violations == ("inauthentic",)


class TestOutlook:
    def test_a_saved_message_gives_envelope_and_words(self, knowledge, plain):
        saved = message(
            {SUBJECT: "Your listing", BODY: LETTER, NAME: "Amazon", SMTP: "notice@amazon.com", ADDRESS: "/O=EX/CN=X"},
            sent=SENT,
        )
        read = notice.read(saved, "notice.msg")
        assert (read.sender, read.subject, read.sent) == (
            "Amazon <notice@amazon.com>",
            "Your listing",
            date(2026, 3, 5),
        )
        assert read.text == LETTER.replace("\r\n", "\n")
        assert facts(notice.understand(read, knowledge)) == facts(plain)

    def test_long_bodies_lie_in_sectors_of_their_own(self):
        long = "Zeile über das Gerät.\n" * 400
        assert notice.read(message({BODY: long}), "x.msg").text == long

    @pytest.mark.parametrize(("codec", "page"), [("cp1252", 1252), ("gbk", 936), ("cp932", 932)])
    def test_old_messages_are_read_in_their_code_page(self, codec, page):
        words = {"cp1252": "Grüße für Käufer", "gbk": "尊敬的卖家，您好", "cp932": "出品者様へ"}[codec]
        assert notice.read(message({BODY: words}, narrow=codec, codepage=page), "x.msg").text == words

    def test_without_plain_words_the_page_is_read(self):
        page = "<html><body><p>Please send <b>invoices</b> für B07XK4Q9TB</p><script>x()</script></body></html>"
        assert (
            notice.read(message({HTML: page.encode()}, codepage=65001), "x.msg").text
            == "Please send invoices für B07XK4Q9TB"
        )

    def test_headers_that_speak_against_the_sender_are_doubts(self):
        headers = "Authentication-Results: mx; dkim=fail\nReply-To: help@swindle.example\nFrom: Amazon <a@amazon.com>\n"
        read = notice.read(message({BODY: LETTER, HEADERS: headers, NAME: "Amazon", SMTP: "a@amazon.com"}), "x.msg")
        assert {"authentication-fails", "reply-elsewhere"} <= set(read.doubts)

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (message({RTF: b"\0" * 200}), "notice.rich-text-only"),
            (message({SUBJECT: "nothing more"}), "notice.empty"),
            (message({BODY: LETTER})[:76] + b"\xff" * 436 + message({BODY: LETTER})[512:], "notice.broken-msg"),
            (ole({"WordDocument": b"x" * 5000}), "notice.unsupported"),
        ],
    )
    def test_what_holds_no_words_says_so(self, content, code):
        with pytest.raises(Trouble) as caught:
            notice.read(content, "x.msg")
        assert caught.value.code == code


@pytest.mark.parametrize("mark_and_codec", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_are_no_words(knowledge, plain, mark_and_codec):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(mark_and_codec, b"")
    read = notice.read(mark + LETTER.encode(mark_and_codec), "notice.txt")
    assert read.text == LETTER
    assert facts(notice.understand(read, knowledge)) == facts(plain)


def test_a_page_saved_as_unicode_is_a_page():
    page = "<html><body><p>Bitte senden</p></body></html>".encode("utf-16")
    assert notice.read(page, "x.html").text == "Bitte senden"


@pytest.mark.parametrize("name", ["notice.pdf", "notice.png", "notice.docx", "-", "clipboard", "notice"])
def test_names_decide_nothing(name):
    assert notice.read(LETTER.encode(), name).text == LETTER


ODD = {
    "soft hyphens": LETTER.replace("authentic", "au\u00adthen\u00adtic").replace("invoices", "in\u00advoices"),
    "no-break spaces": LETTER.replace(" ", "\u00a0"),
    "narrow and ideographic spaces": LETTER.replace("7 days", "7\u202fdays").replace("isn't ", "isn't\u3000"),
    "full-width digits": LETTER.replace("7 days", "７ days").replace("B07XK4Q9TB", "Ｂ０７ＸＫ４Ｑ９ＴＢ"),
    "right-to-left marks": LETTER.replace("B07", "\u200fB07").replace("invoices", "\u202binvoices\u202c"),
    "zero-width spaces": LETTER.replace("authentic", "\u200bauthen\u200btic\u200b"),
    "curly quotes": LETTER.replace("'", "\u2019"),
    "no-break hyphens": LETTER.replace("114-3941689-8772232", "114\u20113941689\u20118772232"),
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_signs_change_no_fact_and_every_place_is_exact(knowledge, plain, kind):
    reading = notice.understand(notice.read(ODD[kind].encode(), "notice.txt"), knowledge)
    assert facts(reading) == facts(plain)
    assert reading.notice.text == ODD[kind]
    for fact in (*reading.found("asin"), *reading.found("order_id")):
        words = unicodedata.normalize("NFKC", fact.span.of(reading.notice.text)).replace("\u2010", "-")
        assert words == fact.value


@pytest.mark.parametrize(
    "words",
    [
        "Wir haben Ihr Angebot entfernt, weil Käufer gemeldet haben, dass der Artikel nicht für echt gehalten wird.",
        "Votre offre a été supprimée : des clients disent que l’article n’est pas authentique.",
        "Mặt hàng của bạn đã bị gỡ vì khách hàng báo rằng sản phẩm không phải hàng chính hãng.",
    ],
)
def test_letters_and_their_marks_may_come_apart(knowledge, words):
    """A Mac writes ä as a and two dots: the reading is that of the whole letter, places count the original's signs."""
    whole = notice.understand(notice.read(words.encode(), "x.txt"), knowledge)
    parted_words = unicodedata.normalize("NFD", words)
    parted = notice.understand(notice.read(parted_words.encode(), "x.txt"), knowledge)
    assert facts(parted) == facts(whole)
    assert parted.language == whole.language
    for one, other in zip(whole.facts, parted.facts, strict=True):
        if one.span:
            assert unicodedata.normalize("NFC", other.span.of(parted_words)) == one.span.of(words)
