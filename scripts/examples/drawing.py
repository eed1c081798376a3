"""Pictures drawn with Pillow: pages as a screen shows them, and things as a camera shows them."""

from importlib.util import find_spec
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

SIMPLIFIED = 2
"""Index of the simplified Chinese face in the font collection."""


def font_folder() -> Path:
    """The folder of the bundled sans face."""
    spec = find_spec("noto_cjk_sans_otc")
    if spec is None or spec.origin is None:
        raise SystemExit("noto-cjk-sans-otc is not installed")
    return Path(spec.origin).parent


def face(size: int) -> ImageFont.FreeTypeFont:
    """The bundled sans in a size in pixels."""
    return ImageFont.truetype(str(font_folder() / "NotoSansCJK-Regular.ttc"), size, index=SIMPLIFIED)


class Screen:
    """A page of some web console, drawn from top to bottom."""

    def __init__(self, width: int, height: int, accent: str) -> None:
        self.image = Image.new("RGB", (width, height), "#ffffff")
        self.draw = ImageDraw.Draw(self.image)
        self.accent = accent
        self.left, self.top = 40, 0

    def bar(self, name: str, right: str) -> None:
        """The bar at the top with the console's name and who is signed in."""
        self.draw.rectangle((0, 0, self.image.width, 62), fill=self.accent)
        self.draw.text((32, 16), name, font=face(22), fill="white")
        self.draw.text((self.image.width - 32, 20), right, font=face(17), fill="#e8eef2", anchor="ra")
        self.top = 62

    def menu(self, entries: tuple[str, ...], chosen: int) -> None:
        """A row of menu entries, one of them chosen."""
        self.draw.rectangle((0, self.top, self.image.width, self.top + 48), fill="#eef1f4")
        left = 32.0
        for index, entry in enumerate(entries):
            ink = self.accent if index == chosen else "#4a5560"
            self.draw.text((left, self.top + 11), entry, font=face(18), fill=ink)
            width = self.draw.textlength(entry, font=face(18))
            if index == chosen:
                self.draw.rectangle((left, self.top + 44, left + width, self.top + 48), fill=self.accent)
            left += width + 46
        self.top += 48

    def title(self, words: str, below: str) -> None:
        """A heading with a grey line below."""
        self.draw.text((self.left, self.top + 26), words, font=face(26), fill="#1d252c")
        self.draw.text((self.left, self.top + 66), below, font=face(16), fill="#6a7680")
        self.top += 104

    def table(
        self, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...], strong: int
    ) -> None:
        """A table; the column `strong` is written heavier."""
        right = self.left + sum(widths)
        self.draw.rectangle((self.left, self.top, right, self.top + 40), fill="#dfe5ea")
        self._row(head, widths, None)
        for row in rows:
            self._row(row, widths, strong)
            self.draw.line((self.left, self.top, right, self.top), fill="#ccd4da")

    def _row(self, cells: tuple[str, ...], widths: tuple[int, ...], strong: int | None) -> None:
        left = self.left
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            for shift in (0, 1) if index == strong else (0,):
                self.draw.text((left + 14 + shift, self.top + 8), cell, font=face(17), fill="#1d252c")
            left += width
        self.top += 44
