"""Uploads of every type: what a person sees is read, what is hidden isn't, and unreadable ones say why."""

import base64
import io

import docx
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reinstate import notice
from reinstate.case import Trouble


def pdf(words: str) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
    drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode() if words else b""
    page.Contents = made.make_stream(drawn)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\ufeff<>:\x1b\0"),
        min_size=1,
    )
)
def test_plain_text_comes_back_unaltered(text):
    text = "x" + text
    assert notice.text_of(text.encode(), "letter.txt") == text


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("gb18030", "您的账户已被停用，请提交行动计划。我们发现您的订单缺陷率过高。"),
        ("big5", "您的帳戶已遭停用，請提交行動計畫。我們發現您的訂單瑕疵率過高。"),
        ("iso2022_jp", "出品者様のアカウントを停止いたしました。改善計画をご提出ください。"),
        ("utf-16", "Your account has been deactivated."),
        ("utf-8-sig", "Ihr Konto wurde gesperrt – für immer."),
    ],
)
def test_charsets_are_told_apart(charset, text):
    assert notice.read(text.encode(charset), "notice.txt").text == text


def test_mail_gives_subject_sender_and_date_and_skips_attachments():
    attached = base64.b64encode(b"secret").decode()
    raw = (
        "From: Amazon <notice@amazon.com>\r\nSubject: =?utf-8?q?Konto_gesperrt?=\r\nMIME-Version: 1.0\r\n"
        "Date: Tue, 02 May 2023 06:40:09 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        '<div style=3D"display:none">preheader</div><p>Ihr Konto wurde gesperrt =E2=80=93 leider.</p>\r\n'
        f"--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n"
        f"Content-Transfer-Encoding: base64\r\n\r\n{attached}\r\n--b--\r\n"
    )
    read = notice.read(raw.encode(), "x.bin")
    assert (read.subject, read.sender) == ("Konto gesperrt", "Amazon <notice@amazon.com>")
    assert read.sent.isoformat() == "2023-05-02"
    assert read.text == "Ihr Konto wurde gesperrt – leider."


def test_a_stub_of_a_plain_part_gives_way_to_the_page():
    raw = (
        "From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n"
        "--b\nContent-Type: text/plain\n\nPlease view as HTML.\n--b\nContent-Type: text/html\n\n"
        "<p>Your account has been deactivated because your order defect rate is too high, please appeal.</p>\n--b--\n"
    )
    assert "order defect rate" in notice.read(raw.encode(), "a.eml").text


def test_pages_lose_scripts_comments_and_hidden_parts():
    page = (
        b"<html><head><style>.gone{display:none}</style><script>var a='B0SCRIPT01'</script></head><body>"
        b"<!-- B0COMMENT1 --><p class='gone'>B0HIDDEN01</p><p hidden>B0HIDDEN02</p><p>Seen B0VISIBLE1</p></body></html>"
    )
    assert notice.read(page, "page").text == "Seen B0VISIBLE1"


def test_pdf_and_word_are_told_by_content():
    assert "Account deactivated" in notice.read(pdf("Account deactivated"), "letter.txt").text
    document = docx.Document()
    document.add_paragraph("Account deactivated")
    saved = io.BytesIO()
    document.save(saved)
    assert notice.read(saved.getvalue(), "letter.pdf").text.strip() == "Account deactivated"


def test_a_pdf_with_junk_before_its_header_is_mended():
    assert "Account deactivated" in notice.read(b"junk\n" * 8 + pdf("Account deactivated"), "letter.pdf").text


def locked() -> bytes:
    saved = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("x"))) as made:
        made.save(saved, encryption=pikepdf.Encryption(owner="a", user="b"))
    return saved.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "notice.empty"),
        (b" \n\n", "notice.empty"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 40, "notice.image"),
        (b"%PDF-1.7 broken", "notice.broken-pdf"),
        (pdf(""), "notice.scan"),
        (locked(), "notice.encrypted-pdf"),
        (b"PK\x03\x04 some zip", "notice.unsupported"),
        (b"PK\x03\x04 word/document.xml", "notice.broken-docx"),
        (b"{\\rtf1 x}", "notice.unsupported"),
    ],
)
def test_unreadable_uploads_say_why(content, code):
    with pytest.raises(Trouble) as caught:
        notice.read(content, "upload")
    assert caught.value.code == code
