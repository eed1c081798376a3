"""Files as broken, huge and hostile as they come, small on disk: each by what is wrong with it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

import docx
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.evidence.papers import INVOICE, changed, pdf

PLAIN = pdf("= Invoice 77\nHarbour Lamps Ltd, 5 Mill Road, Leeds LS1 4AP\nInvoice date: 3 March 2026")


def broken_table() -> bytes:
    """The table of objects points nowhere."""
    return PLAIN[: PLAIN.rindex(b"startxref")] + b"startxref\n999999999\n%%EOF"


def cut_short() -> bytes:
    return PLAIN[: len(PLAIN) * 2 // 3]


def locked(user: str = "secret") -> bytes:
    return changed(PLAIN, lambda _: None, encryption=pikepdf.Encryption(user=user, owner="owner"))


def filled_form() -> bytes:
    """A field's value, which no stream of the page holds."""

    def fill(opened):
        page = opened.pages[0]
        look = opened.make_stream(b"/Tx BMC q BT /F1 11 Tf 2 4 Td (Invoice no.: INV-2026-0815) Tj ET Q EMC")
        font = opened.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 18])
        look.Resources = Dictionary(Font=Dictionary(F1=font))
        field = Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="number", V="Invoice no.: INV-2026-0815", F=4,
            Rect=Array([100, 600, 300, 618]), AP=Dictionary(N=look),
        )  # fmt: skip
        field = opened.make_indirect(field)
        page.obj.Annots = Array([field])
        opened.Root.AcroForm = Dictionary(Fields=Array([field]))

    return changed(pdf("= Invoice\nHarbour Lamps Ltd, 5 Mill Road, Leeds LS1 4AP"), fill)


def with_attachment() -> bytes:
    def attach(opened):
        opened.attachments["invoice.xml"] = pikepdf.AttachedFileSpec(opened, b"<Invoice/>", filename="invoice.xml")

    return changed(PLAIN, attach)


def with_actions() -> bytes:
    """Scripts and programs that a viewer would be asked to run."""

    def act(opened):
        run = Dictionary(S=Name.Launch, F="calc.exe")
        script = Dictionary(S=Name.JavaScript, JS="app.alert('x'); while(true){}")
        opened.Root.OpenAction = script
        opened.pages[0].obj.AA = Dictionary(O=run)
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 600, 800]), A=run)
        opened.pages[0].obj.Annots = Array([opened.make_indirect(link)])

    return changed(PLAIN, act)


def raw_pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, table))


_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources 5 0 R>>"
_TREE = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", _PAGE]


def _stream(body: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(body, 9)
    return b"<</Filter/FlateDecode/Length %d%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def nested_tree(depth: int = 3000) -> bytes:
    """A tree of pages with one branch, as deep as that."""
    body = [b"<</Type/Catalog/Pages 2 0 R>>"]
    body += [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(2, depth)]
    return raw_pdf([*body, b"<</Type/Page/MediaBox[0 0 9 9]/Parent %d 0 R>>" % (depth - 1)])


def looped_tree() -> bytes:
    return raw_pdf([_TREE[0], b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>"])


def nested_arrays(depth: int = 200_000) -> bytes:
    return raw_pdf([*_TREE, _stream(b"[" * depth), b"[" * depth])


def looped_form() -> bytes:
    """A form that draws itself, twice."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources 5 0 R"
    return raw_pdf([*_TREE, _stream(b"/A Do /A Do"), b"<</XObject<</A 6 0 R>>>>", _stream(b"/A Do /A Do", form)])


def pages(count: int) -> bytes:
    """That many pages that share what they show."""
    kids = b" ".join(b"%d 0 R" % (5 + n) for n in range(count))
    show = _stream(b"BT /F1 12 Tf 60 700 Td (Invoice 77, Harbour Lamps Ltd) Tj ET")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R/Resources<</Font<</F1 4 0 R>>>>>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return raw_pdf([_TREE[0], b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count), show, font, *[page] * count])


def _repeated(chunk: bytes, times: int) -> bytes:
    """A chunk so many times, packed without packing it more than once."""
    packer = zlib.compressobj(9, wbits=-15)
    part = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + part * times + packer.flush()


def stream_bomb(megabytes: int = 3000) -> bytes:
    """Drawing that unpacks to gigabytes, packed twice."""
    twice = zlib.compress(_repeated(b"0 0 m 9 9 l S\n" * (1_000_000 // 14), megabytes), 9)
    body = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(twice), twice)
    return raw_pdf([*_TREE, body, b"<<>>"])


def huge_picture_in_pdf(side: int = 30_000) -> bytes:
    """A page with a picture of 900 million pixels."""
    packed = _repeated(bytes(10 * (side // 8 + 1)), side // 10)
    more = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (side, side)
    picture = more + b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    return raw_pdf([*_TREE, _stream(b"q 500 0 0 500 40 200 cm /I Do Q"), b"<</XObject<</I 6 0 R>>>>", picture])


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png(side: int = 30_000) -> bytes:
    body = _repeated(bytes(10 * (side // 8 + 1)), side // 10)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def huge_jpeg() -> bytes:
    """A small picture that says it has 60,000 rows of 60,000 pixels."""
    out = io.BytesIO()
    Image.new("L", (64, 64), 200).save(out, "JPEG")
    body = bytearray(out.getvalue())
    at = body.index(b"\xff\xc0") + 5
    body[at : at + 4] = struct.pack(">HH", 60_000, 60_000)
    return bytes(body)


def endless_tiff() -> bytes:
    """A fax whose last page says that the first one follows."""
    out = io.BytesIO()
    Image.new("1", (40, 40)).save(out, "TIFF")
    body = bytearray(out.getvalue())
    first = struct.unpack_from("<I", body, 4)[0]
    count = struct.unpack_from("<H", body, first)[0]
    struct.pack_into("<I", body, first + 2 + 12 * count, first)
    return bytes(body)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, body in files.items():
            held.writestr(name, body)
    return out.getvalue()


def zip_bomb() -> bytes:
    return _zipped({f"{n}.csv": bytes(40_000_000) for n in range(10)})


def zip_in_zip() -> bytes:
    return _zipped({"inner.zip": _zipped({"a.pdf": PLAIN}), "b.pdf": PLAIN})


def word_of_entities() -> bytes:
    """A Word file in which ten words stand for a thousand million."""
    names = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"aaaaaaaaaa") for n in range(10))
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
    return _word(b"<!DOCTYPE d [" + names + b"]>" + body + b"&e9;</w:t></w:r></w:p></w:body></w:document>")


def _word(document: bytes) -> bytes:
    plain, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, document if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def nested_mail(depth: int = 400) -> bytes:
    head = b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n"
    parts = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (each, each) for each in range(depth)
    )
    return head + parts + b"Content-Type: text/plain\n\nhello\n"


def mail_with_papers() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sales@harbour.example", "us@example.com", "Invoice HL-2291"
    mail.set_content("Please find our invoice attached.\n\nHarbour Lamps Ltd")
    mail.add_attachment(INVOICE, maintype="application", subtype="pdf", filename="../HL-2291.pdf")
    mail.add_attachment(locked(), maintype="application", subtype="pdf", filename="terms.pdf")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="call.ics")
    return mail.as_bytes()


HARD: dict[str, Callable[[], bytes]] = {
    "0 pages.pdf": lambda: pages(0),
    "5000 pages.pdf": lambda: pages(5000),
    "actions.pdf": with_actions,
    "attachment.pdf": with_attachment,
    "broken table.pdf": broken_table,
    "cut short.pdf": cut_short,
    "endless.tif": endless_tiff,
    "entities.docx": word_of_entities,
    "form.pdf": filled_form,
    "huge.jpg": huge_jpeg,
    "huge.png": huge_png,
    "huge picture.pdf": huge_picture_in_pdf,
    "locked.pdf": locked,
    "looped form.pdf": looped_form,
    "looped tree.pdf": looped_tree,
    "mail.eml": mail_with_papers,
    "nested arrays.pdf": nested_arrays,
    "nested tree.pdf": nested_tree,
    "nested.eml": nested_mail,
    "owner locked.pdf": lambda: locked(""),
    "stream bomb.pdf": stream_bomb,
    "zip bomb.zip": zip_bomb,
    "zip in zip.zip": zip_in_zip,
}
"""Every one of them by the name that its file gets."""
