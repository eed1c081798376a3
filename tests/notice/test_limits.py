"""Whatever comes in, reading ends soon, stays small, and says what it left out; damaged files are trouble, no crash."""

# ruff: noqa: E501, PT017, UP012

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reinstate import notice
from reinstate.case import Trouble
from tests.notice import heavy
from tests.notice.outlook_file import message
from tests.notice.printing import pdf_of

MOST_SECONDS = 10
"""Of processor time: twice what is promised, for machines that are busy or slow."""
MOST_MEGABYTES = 500

HEAVY = {
    heavy.text_of_50_mb: "text-cut",
    heavy.text_without_a_line_end: "text-cut",
    heavy.ten_thousand_asins: None,
    heavy.quoted_replies: "text-cut",
    heavy.nested_mail: "notice.broken-mail",
    heavy.mail_of_many_parts: "text-cut",
    heavy.mail_with_a_large_attachment: None,
    heavy.zip_bomb: "notice.bomb",
    heavy.pdf_of_5000_pages: "pages-cut",
    heavy.nested_page: "page-bare",
    heavy.page_of_rows: "page-bare",
    heavy.dots_and_digits: "text-cut",
    heavy.noise: "notice.unknown-charset",
    heavy.picture_of_many_pixels: "notice.image",
}
"""Upload → what it is refused with, or the note that says what was left out; None where all of it is read."""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells no peak of memory this way")
@pytest.mark.parametrize("made", HEAVY, ids=lambda made: made.__name__)
def test_too_much_is_read_in_part_or_refused_in_bounded_time_and_memory(made, tmp_path):
    upload = tmp_path / "upload"
    upload.write_bytes(made())
    command = [sys.executable, "-W", "ignore", heavy.__file__, str(upload)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[2]
    )
    told = json.loads(done.stdout)
    assert told["seconds"] <= MOST_SECONDS
    assert told["megabytes"] <= MOST_MEGABYTES
    if HEAVY[made] is not None:
        assert HEAVY[made] in (told.get("code"), *told.get("notes", ()))
    if made is heavy.ten_thousand_asins:
        assert told["asins"] > 9_000
    if made in (heavy.mail_with_a_large_attachment, heavy.pdf_of_5000_pages, heavy.nested_page):
        assert told["days"] == 7, "what is left is understood"


def test_a_page_too_large_to_lay_out_still_hides_what_it_hides():
    rows = "<tr><td>one</td><td>two</td></tr>" * 10_000
    page = f"<html><body><p>Shown</p><p style='display:none'>Hidden</p><table>{rows}</table>End</body></html>"
    read = notice.read(page.encode(), "x.html")
    lines = [line for line in read.text.splitlines() if line]
    assert lines == ["Shown", *["one\ttwo"] * 10_000, "End"]
    assert "page-bare" in read.notes


def test_a_large_word_file_is_read_to_its_end():
    assert notice.read(heavy.large_word_file(), "x.docx").text.count("within 7 days") == 3_000


def word_file() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph("We removed B07XK4Q9TB.", style="List Bullet")
    document.add_table(2, 2).cell(0, 0).text = "ASIN"
    document.save(out)
    return out.getvalue()


MAIL = (
    "From: =?utf-8?q?Amazon?= <a@amazon.com>\nSubject: =?gb2312?B?xOO6ww==?=\nDate: Thu, 5 Mar 2026 10:00:00 +0000\n"
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
    '--b\nContent-Type: multipart/alternative; boundary="c"\n\n'
    "--c\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nGr=C3=BC=C3=9Fe =\nB0\n"
    "--c\nContent-Type: text/html; charset=iso-2022-jp\nContent-Transfer-Encoding: base64\n\nPHA+aGVsbG88L3A+\n--c--\n"
    "--b\nContent-Type: message/rfc822\n\nFrom: b@example.com\nSubject: x\n\nold\n--b--\n"
).encode()
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>N</title><style>.h{display:none}</style></head><body>"
    "<p class='h'>hidden</p><table><tr><td>ASIN<td>B07XK4Q9TB</table><ul><li>one<li>two</ul><a href='http://x'>y</a>"
).encode()
SEEDS = {
    "mail": MAIL,
    "page": PAGE,
    "page-utf16": PAGE.decode().encode("utf-16"),
    "outlook": message(
        {0x37: "Subject", 0x1000: "We removed B07XK4Q9TB.", 0x0C1A: "Amazon", 0x7D: "From: a@b.example\n"}
    ),
    "outlook-page": message({0x1013: PAGE}, codepage=932),
    "word": word_file(),
    "pdf": pdf_of("We removed B07XK4Q9TB."),
    "text": "尊敬的卖家：您好。Grüße, Käufer\n".encode("gb18030"),
    "japanese": "出品者様へ、お知らせ\n".encode("iso2022_jp"),
}


@st.composite
def damaged(draw, seed: bytes) -> bytes:
    """A real file with some bytes flipped, cut out, doubled or put in."""
    content = bytearray(seed)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(content) - 1)))
        length = draw(st.integers(0, 40))
        match draw(st.sampled_from(["flip", "cut", "end", "double", "insert"])):
            case "flip":
                content[place : place + 1] = bytes([draw(st.integers(0, 255))])
            case "cut":
                del content[place : place + length]
            case "end":
                del content[place:]
            case "double":
                content[place:place] = content[place : place + length]
            case "insert":
                content[place:place] = draw(st.binary(min_size=1, max_size=12))
    return bytes(content)


@pytest.mark.parametrize("kind", SEEDS)
def test_damaged_files_are_read_or_refused_but_never_crash(knowledge, kind):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(damaged(SEEDS[kind]))
    def holds(content):
        try:
            read = notice.read(content, "upload")
        except Trouble as trouble:
            area, key = trouble.code.split(".")
            assert key in knowledge.messages[area].says
        else:
            assert read.text.strip()
            for fact in notice.understand(read, knowledge).facts:
                assert fact.span is None or 0 <= fact.span.start < fact.span.end <= len(read.text)

    holds()


@settings(max_examples=80, deadline=None)
@given(
    content=st.binary(max_size=300),
    head=st.sampled_from([b"", b"%PDF-1.7\n", b"PK\x03\x04", b"<html>", b"From: a\nTo: b\n"]),
)
def test_any_bytes_are_read_or_refused(content, head):
    try:
        assert notice.read(head + content, "upload").text
    except Trouble as trouble:
        assert trouble.code.startswith("notice.")
