"""What befalls a sheet before it is read: folds, shadows, stamps over text, faint toner, fax, a photo from aside."""

import random
from collections.abc import Callable

from PIL import Image, ImageChops, ImageDraw, ImageFont

Wear = Callable[[Image.Image, random.Random], Image.Image]


def fold(page: Image.Image, dice: random.Random) -> Image.Image:
    """A crease across the sheet: a dark and a bright line, and the part below it turned a little."""
    at = round(page.height * dice.uniform(0.35, 0.65))
    lower = page.crop((0, at, page.width, page.height)).rotate(
        dice.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255
    )
    made = page.copy()
    made.paste(lower, (0, at))
    pen = ImageDraw.Draw(made)
    for step in range(14):
        pen.line((0, at + step - 7, page.width, at + step - 5), fill=255 - 9 * (7 - abs(step - 7)))
    return ImageChops.darker(made, page.point(lambda level: max(level, 120))) if dice.random() < 0.5 else made


def shadow(page: Image.Image, dice: random.Random) -> Image.Image:
    """The shadow of a hand over one corner, soft at its edge."""
    veil = Image.linear_gradient("L").resize(page.size).rotate(dice.choice([0, 90, 180, 270])).resize(page.size)
    least = dice.randint(105, 150)
    return ImageChops.multiply(page, veil.point(lambda level: least + level * (255 - least) // 255))


def stamp(page: Image.Image, dice: random.Random) -> Image.Image:
    """A stamp set askew over the text, in a grey through which the text shows."""
    face = Image.new("L", (520, 170), 255)
    pen = ImageDraw.Draw(face)
    tone = dice.randint(110, 160)
    pen.rectangle((6, 6, 513, 163), outline=tone, width=8)
    pen.text((60, 45), "RECEIVED 14 APR", font=ImageFont.load_default(48), fill=tone)
    turned = face.rotate(dice.uniform(-14, 14), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    layer = Image.new("L", page.size, 255)
    layer.paste(turned, (dice.randint(0, page.width - 560), round(page.height * dice.uniform(0.4, 0.7))))
    return ImageChops.multiply(page, layer)


def faint(page: Image.Image, dice: random.Random) -> Image.Image:
    """Toner that runs out: ink is pale, and paler still in stripes down the page."""
    least = dice.randint(100, 140)
    pale = page.point(lambda level: least + level * (255 - least) // 255)
    stripes = Image.new("L", page.size, 0)
    pen = ImageDraw.Draw(stripes)
    for _ in range(3):
        left = dice.randint(0, page.width - 60)
        pen.rectangle((left, 0, left + dice.randint(12, 60), page.height), fill=28)
    return ImageChops.add(pale, stripes)


def fax(page: Image.Image, dice: random.Random) -> Image.Image:
    """A fax: black and white, with half as many rows as columns, and some of them lost."""
    small = page.resize((1728, 1100), Image.Resampling.BOX).point(lambda level: 255 if level > 150 else 0)
    pen = ImageDraw.Draw(small)
    for _ in range(dice.randint(1, 4)):
        pen.line((0, row := dice.randint(0, 1099), 1728, row), fill=255)
    return small.resize(page.size, Image.Resampling.NEAREST)


def photo(page: Image.Image, dice: random.Random) -> Image.Image:
    """A photo from aside: the sheet on dark ground, its corners off the square."""
    wide, high = page.size
    edge = round(0.06 * wide)
    made = Image.new("L", (wide + 2 * edge, high + 2 * edge), 70)
    made.paste(page, (edge, edge))
    shift = [dice.randint(-edge // 2, edge // 2) for _ in range(8)]
    full_wide, full_high = made.size
    corners = (shift[0], shift[1], shift[2], full_high + shift[3], full_wide + shift[4], full_high + shift[5], full_wide + shift[6], shift[7])  # fmt: skip
    return made.transform(made.size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=70)


WEARS: dict[str, Wear] = {each.__name__: each for each in (fold, shadow, stamp, faint, fax, photo)}
