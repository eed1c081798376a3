"""Uploads made to be too much, each built by a function; run as a program it reads one and tells what that cost."""

# ruff: noqa: E501, T201 - it prints what its parent reads

import base64
import io
import json
import random
import sys
import time
import zipfile
from pathlib import Path

WORDS = "Dear seller, we removed your listing. Please send invoices within 7 days. "


def text_of_50_mb() -> bytes:
    return (WORDS * (50_000_000 // len(WORDS))).encode()


def text_without_a_line_end() -> bytes:
    return b"a" * 50_000_000


def quoted_replies() -> bytes:
    return ("From: notice@amazon.com\nTo: me@example.com\n> " + WORDS + "\n").encode() * 20_000


def ten_thousand_asins() -> bytes:
    numbers = random.Random(1)
    asins = ["B0" + "".join(numbers.choices("0123456789BCDFGHJKLMNPQRSTVWXYZ", k=8)) for _ in range(10_000)]
    return f"Hello, we removed these listings because they are not authentic:\n{chr(10).join(asins)}\n".encode()


def nested_mail() -> bytes:
    head = "From: a@amazon.com\nSubject: x\nMIME-Version: 1.0\n"
    inner = "".join(f'Content-Type: multipart/mixed; boundary="b{depth}"\n\n--b{depth}\n' for depth in range(3_000))
    return f"{head}{inner}Content-Type: text/plain\n\n{WORDS}".encode()


def mail_in_mail() -> bytes:
    return ("From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 3_000 + WORDS).encode()


def mail_of_many_parts() -> bytes:
    part = "--b\nContent-Type: text/html\n\n<p>word</p>\n"
    return f'From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n{part * 50_000}--b--'.encode()


def mail_with_a_large_attachment() -> bytes:
    data = base64.encodebytes(random.Random(2).randbytes(35_000_000)).decode()
    return (
        'From: a@amazon.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{WORDS}\n--b\nContent-Type: application/pdf\n"
        f"Content-Disposition: attachment; filename=a.pdf\nContent-Transfer-Encoding: base64\n\n{data}\n--b--\n"
    ).encode()


def _word_file(body: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", body)
        for name, content in more.items():
            packed.writestr(f"word/{name}", content)
    return out.getvalue()


def zip_bomb() -> bytes:
    return _word_file(b"<w>" + b" " * 200_000_000 + b"</w>")


def zip_bomb_beside_the_text() -> bytes:
    return _word_file(b"<w/>", media=bytes(200_000_000))


def zip_bomb_that_lies() -> bytes:
    """The directory says ten bytes where there are 300 million."""
    bomb = bytearray(_word_file(b" " * 300_000_000))
    real = (300_000_000).to_bytes(4, "little")
    return bytes(bomb.replace(real, (10).to_bytes(4, "little")))


def large_word_file() -> bytes:
    import docx

    document = docx.Document()
    for _ in range(3_000):
        document.add_paragraph(WORDS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of_5000_pages() -> bytes:
    import pikepdf

    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F=pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
    )
    page.Contents = pdf.make_stream(f"BT /F 12 Tf 40 400 Td ({WORDS}) Tj ET".encode())
    for _ in range(4_999):
        pdf.pages.append(page)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def nested_page() -> bytes:
    return ("<html><body>" + "<div>" * 100_000 + WORDS + "</div>" * 100_000 + "</body></html>").encode()


def nested_tables() -> bytes:
    return ("<html><body>" + "<table><tr><td>" * 33_000 + WORDS + "</body></html>").encode()


def page_of_comments() -> bytes:
    return ("<html><body>" + "<!--x-->word " * 100_000 + "</body></html>").encode()


def page_of_rows() -> bytes:
    return ("<html><body><table>" + "<tr><td>a</td><td>b</td></tr>" * 100_000 + "</table></body></html>").encode()


def page_of_50_mb() -> bytes:
    return ("<html><body>" + f"<p>{WORDS}</p>" * 600_000 + "</body></html>").encode()


def noise() -> bytes:
    return random.Random(3).randbytes(20_000_000)


def noise_without_zeros() -> bytes:
    return noise().replace(b"\0", b"\x81")


def spaces() -> bytes:
    return b"A" + b" " * 5_000_000 + b"\n" * 5_000_000 + b"B"


def dots_and_digits() -> bytes:
    return b"1." * 1_000_000 + b" (" * 300_000 + b"1-" * 1_000_000


def marks() -> bytes:
    return ("a" + "\u0301" * 1_000_000).encode()


def picture_of_many_pixels() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    return out.getvalue()


def tell(path: str) -> None:
    """Read one upload and print what came of it, the seconds, and the greatest memory in megabytes."""
    from reinstate import notice
    from reinstate.case import Trouble
    from reinstate.knowledge import load

    knowledge = load(cache=Path(path).parents[1] / "cache")
    notice.understand(notice.read(WORDS.encode(), "warm.txt"), knowledge)
    start = time.process_time()
    told: dict[str, object]
    try:
        reading = notice.understand(notice.read(Path(path).read_bytes(), path), knowledge)
        told = {"notes": reading.warnings, "asins": len(reading.asins), "days": reading.deadline_days}
    except Trouble as trouble:
        told = {"code": trouble.code}
    print(json.dumps(told | {"seconds": time.process_time() - start, "megabytes": peak()}))


def peak() -> float:
    """The greatest memory of this very program in megabytes; what `getrusage` tells counts the parent's too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1_000
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


if __name__ == "__main__":
    tell(sys.argv[1])
