"""Mails put forward as proof: read as letters, shown as pages, and carried along as they are."""

import io
from datetime import UTC, datetime
from email.message import EmailMessage

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reinstate import evidence
from reinstate.case import Attachment, Trouble
from reinstate.evidence.media import MAIL, OUTLOOK
from tests.evidence.papers import INVOICE, texts
from tests.notice.outlook_file import message, ole

TEXT = "Dear Ms Voss,\n\nwe confirm that B0HLAMP001 comes from our own works.\n\nHarbour Lamps Ltd\n"
HEAD = {
    "From": "Lena Brandt <l.brandt@harbour.example>",
    "To": "Purchasing <buy@nordlicht.example>",
    "Cc": "Ops <ops@nordlicht.example>",
    "Date": "Thu, 05 Mar 2026 10:00:00 +0100",
    "Subject": "Your chain of supply, 供应链",
}


def mail(**attached):
    made = EmailMessage()
    for name, value in HEAD.items():
        made[name] = value
    made.set_content(TEXT)
    for name, content in attached.items():
        made.add_attachment(content, maintype="application", subtype="pdf", filename=name.replace("_", "."))
    return made.as_bytes()


def saved(attached=None, **more):
    """The same mail as Outlook saves it."""
    told = {0x0037: HEAD["Subject"], 0x0C1A: "Lena Brandt", 0x5D01: "l.brandt@harbour.example"}
    told |= {0x0E04: HEAD["To"], 0x0E03: HEAD["Cc"], 0x1000: TEXT} | more.pop("told", {})
    return message(told, sent=datetime(2026, 3, 5, 9, tzinfo=UTC), attached=attached, **more)


def admit(content, name, **told):
    return evidence.admit(content, Attachment("mail", name, "correspondence", **told), "A-1")


@pytest.mark.parametrize(
    ("content", "name", "media"), [(mail(), "mail.eml", MAIL), (saved(), "mail.msg", OUTLOOK)], ids=["eml", "msg"]
)
def test_a_mail_is_a_letter_with_sender_receiver_date_subject_and_text(knowledge, content, name, media):
    exhibit = admit(content, name, highlight=("comes from our own works",), covers=("B0HLAMP001",))
    assert (exhibit.media, exhibit.covers, exhibit.missing_passages) == (media, ("B0HLAMP001",), ())
    shown = exhibit.pages[0].text
    assert all(each in shown for each in ("From", "Lena Brandt", "buy@nordlicht.example", "供应链", "5 Mar 2026"))
    paper = next(iter(evidence.read(content, name, knowledge, None)))
    assert paper.kind == "correspondence"
    assert paper.issuer.email.value == "l.brandt@harbour.example"
    assert paper.receiver.email.value == "buy@nordlicht.example"
    assert paper.date.value.isoformat() == "2026-03-05"


@pytest.mark.parametrize(("content", "name"), [(mail(), "mail.eml"), (saved(), "mail.msg")], ids=["eml", "msg"])
def test_the_bundle_shows_the_mail_as_marked_pages_and_carries_it_as_it_is(knowledge, content, name):
    exhibit = admit(content, name, highlight=("our own works",))
    words = evidence.wording(knowledge, "en")
    bundle = evidence.bundle(INVOICE, [exhibit], words, {})
    with pikepdf.open(io.BytesIO(bundle)) as book:
        assert bytes(next(iter(book.attachments.values())).get_file().read_bytes()) == content
        page = book.pages[-1]
        assert any(str(note.get("/Subtype")) == "/Highlight" for note in page.Annots)
    said = texts(bundle)[-1]
    assert "A-1" in said
    assert "our own works" in said
    assert name in said  # the note at the foot
    assert exhibit.content == content


def test_what_outlook_attached_is_documents_of_their_own():
    content = saved({"HL-2291.pdf": INVOICE, "remark.xyz": b"nothing"})
    assert list(evidence.parts(content, "mail.msg")) == [("mail.msg", content), ("mail.msg/HL-2291.pdf", INVOICE)]
    assert "HL-2291.pdf" in admit(content, "mail.msg").pages[0].text


def test_a_page_of_html_is_shown_as_its_words_and_pictures_in_it_are_counted():
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "Delivery"
    made.set_content("<p>Lot <b>B0HLAMP001</b> left our works.</p><img src='cid:x'>", subtype="html")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<x>")
    exhibit = admit(made.as_bytes(), "mail.eml")
    assert "Lot B0HLAMP001 left our works." in exhibit.pages[0].text
    assert exhibit.trouble["pictures-left-out"] == "1"
    page = b"<html><meta charset=utf-8><p>Lot B0HLAMP001 verl\xc3\xa4sst das Werk.</p></html>"
    assert "verlässt das Werk" in admit(saved(told={0x1000: "", 0x1013: page}), "mail.msg").pages[0].text


def test_a_long_mail_takes_as_many_pages_as_it_needs():
    made = EmailMessage()
    made["From"], made["Subject"] = "a@b.example", "Log"
    made.set_content("\n".join(f"line {number}" for number in range(400)))
    pages = admit(made.as_bytes(), "mail.eml").pages
    assert len(pages) > 5
    assert "line 399" in pages[-1].text


@pytest.mark.parametrize("content", [saved()[:900], ole({"Workbook": b"x" * 5000}), ole({"x": b"y"})])
def test_a_damaged_or_other_container_is_refused(content):
    with pytest.raises(Trouble) as caught:
        admit(content, "mail.msg")
    assert caught.value.code in ("evidence.broken", "evidence.unsupported")


@given(st.text(max_size=200), st.text(max_size=40))
@settings(max_examples=25)
def test_no_words_of_a_mail_break_its_pages(text, subject):
    made = EmailMessage()
    made["From"] = "a@b.example"
    made["Subject"] = " ".join(sign for sign in subject if sign.isprintable()) or "x"
    made.set_content(text.encode("utf-8", "replace").decode())
    content = made.as_bytes()
    exhibit = admit(content, "mail.eml")
    assert exhibit.pages
    assert exhibit.content == content
