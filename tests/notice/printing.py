"""Notices as pictures and scans: set in type with the fonts that come with the install, then drawn as pixels."""

import importlib
import io
from pathlib import Path

import pypdfium2
import typst

_PAGE = """
#set page(width: 21cm, height: auto, margin: 2cm)
#set text(font: ("Noto Sans CJK SC", "Libertinus Serif"), size: 11pt)
#set par(leading: 0.8em)
#for line in sys.inputs.said.split("\\n") [#line \\ ]
"""


def pdf_of(text: str) -> bytes:
    """A PDF with a text layer."""
    carrier = Path(importlib.import_module("noto_cjk_sans_otc").__file__ or "").parent
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[carrier])
    return typst.compile(_PAGE.encode(), format="pdf", font_paths=fonts, sys_inputs={"said": text})


def picture_of(text: str, kind: str = "PNG", dpi: int = 130, **options) -> bytes:
    """A screenshot of the text."""
    out = io.BytesIO()
    _drawn(pdf_of(text), dpi).save(out, kind, **options)
    return out.getvalue()


def scan_of(text: str) -> bytes:
    """A PDF that holds nothing but a picture of the text."""
    out = io.BytesIO()
    _drawn(pdf_of(text), 200).convert("L").save(out, "PDF", resolution=200)
    return out.getvalue()


def _drawn(content: bytes, dpi: int):
    pdf = pypdfium2.PdfDocument(content)
    try:
        return pdf[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        pdf.close()
