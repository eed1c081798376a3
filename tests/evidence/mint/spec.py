"""One made-up document as plain values: what it is, what it says, what is wrong with it."""

import datetime as dt
import random
from dataclasses import dataclass, field
from decimal import Decimal

from tests.evidence.mint.words import FIRMS, GOODS, MONTHS, WORDS

NOTICE = dt.date(2026, 3, 2)
KINDS = ("invoice",) * 10 + ("credit_note", "order_confirmation", "pro_forma", "quotation", "packing_slip", "letter_of_authorization", "letter_of_authorization", "test_report_or_certificate")  # fmt: skip
FAULTS = ("too_old", "receiver_mismatch", "arithmetic_mismatch", "product_not_matching", "supplier_contact_incomplete", "dated_after_notice", "pages_missing", "date_missing", "altered_signs")  # fmt: skip
TITLES = {
    "invoice": ("invoice", "number"), "credit_note": ("credit", "creditno"), "order_confirmation": ("confirmation", "confno"),
    "pro_forma": ("proforma", "prono"), "quotation": ("quote", "quoteno"), "packing_slip": ("packing", "packno"),
    "letter_of_authorization": ("loa", "number"), "test_report_or_certificate": ("certificate", "certno"),
}  # fmt: skip
CURRENCIES = {"en": ("USD", "GBP"), "de": ("EUR",), "fr": ("EUR",), "it": ("EUR",), "es": ("EUR",), "zh": ("CNY", "USD"), "vi": ("VND",), "ja": ("JPY",)}  # fmt: skip


@dataclass
class Firm:
    name: str
    address: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    tax_id: str | None = None


@dataclass
class Line:
    code: str
    gtin: str | None
    text: str
    quantity: int
    price: Decimal
    amount: Decimal


@dataclass
class Spec:
    seed: int
    language: str
    kind: str
    layout: int
    writer: str
    scan: bool
    issuer: Firm
    receiver: Firm
    number: str
    date: dt.date | None
    currency: str
    lines: list[Line]
    rate: int
    freight: Decimal
    total: Decimal
    printed_total: Decimal
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    faults: set[str] = field(default_factory=set)

    @property
    def words(self) -> dict[str, str]:
        return WORDS[self.language]

    @property
    def goods(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        return quantised(self, self.goods * self.rate / 100)

    def day(self, day: dt.date | None) -> str:
        return "" if day is None else written(day, self.language, self.seed)

    def money(self, amount: Decimal) -> str:
        return figure(amount, self.language, self.currency)


def figure(amount: Decimal, language: str, currency: str) -> str:
    text = f"{amount:,.0f}" if currency in ("VND", "JPY") else f"{amount:,.2f}"
    if language in ("de", "it", "es", "vi"):
        return text.translate(str.maketrans(",.", ".,"))
    return text.replace(",", "\u00a0").replace(".", ",") if language == "fr" else text


def written(day: dt.date, language: str, seed: int) -> str:
    if language in MONTHS and seed % 3 == 0:
        month = MONTHS[language][day.month - 1]
        return {"en": f"{month} {day.day}, {day.year}", "de": f"{day.day}. {month} {day.year}", "es": f"{day.day} de {month} de {day.year}"}.get(language, f"{day.day} {month} {day.year}")  # fmt: skip
    if language in ("zh", "ja") and seed % 3:
        return f"{day.year}年{day.month}月{day.day}日"
    if seed % 5 == 1:
        return day.isoformat()
    return {"en": f"{day:%m/%d/%Y}", "de": f"{day:%d.%m.%Y}", "zh": f"{day:%Y-%m-%d}", "ja": f"{day:%Y/%m/%d}"}.get(
        language, f"{day:%d/%m/%Y}"
    )


def quantised(spec: "Spec", amount: Decimal) -> Decimal:
    return amount.quantize(Decimal(1) if spec.currency in ("VND", "JPY") else Decimal("0.01"))


def gtin(dice: random.Random) -> str:
    body = "4" + "".join(str(dice.randrange(10)) for _ in range(11))
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str((10 - total % 10) % 10)


def spec_of(seed: int, layouts: tuple[int, ...]) -> Spec:
    """The document of a seed, in one of some layouts."""
    dice = random.Random(seed)
    language = dice.choice(list(WORDS))
    kind = dice.choice(KINDS)
    issuer_name, issuer_address = dice.choice(FIRMS[language])
    receiver_name, receiver_address = dice.choice([firm for firm in FIRMS[language] if firm[0] != issuer_name])
    domain = f"{''.join(dice.choice('abcdefghklmnoprstuvw') for _ in range(8))}.example"
    issuer = Firm(
        issuer_name,
        issuer_address,
        phone(language, dice),
        f"{dice.choice(['info', 'sales', 'office'])}@{domain}",
        f"www.{domain}",
        taxed(language, dice),
    )
    currency = dice.choice(CURRENCIES[language])
    scale = {"VND": 5000, "JPY": 100}.get(currency, 1)
    lines = []
    for text in dice.sample(GOODS[language], dice.randint(1, 5)):
        price = Decimal(dice.randint(150, 9000)) / 100 * scale
        price = price.quantize(Decimal(1)) if scale > 1 else price
        quantity = dice.randint(2, 400)
        code = f"{dice.choice(['AX', 'KTR', 'BN', 'ZL'])}-{dice.randint(100, 9999)}{dice.choice(['', 'B', 'W'])}"
        lines.append(Line(code, gtin(dice) if dice.random() < 0.5 else None, text, quantity, price, price * quantity))
    date = NOTICE - dt.timedelta(days=dice.randint(5, 340))
    made = Spec(
        seed,
        language,
        kind,
        dice.choice(layouts),
        dice.choice(["typst", "typst", "typst", "plain"]),
        dice.random() < 0.2,
        issuer,
        Firm(receiver_name, receiver_address),
        number(dice),
        date,
        currency,
        lines,
        dice.choice([0, 5, 8, 10, 19, 20]),
        Decimal(0),
        Decimal(0),
        Decimal(0),
    )
    if kind == "invoice" and dice.random() < 0.25:
        made.freight = Decimal(dice.randint(5, 90)) * scale
    made.total = made.goods + made.tax + made.freight
    made.printed_total = made.total
    if kind in ("letter_of_authorization", "test_report_or_certificate"):
        made.valid_from = date - dt.timedelta(days=20) if kind == "letter_of_authorization" else None
        made.valid_until = NOTICE + dt.timedelta(days=dice.randint(30, 500))
    if not latin(language) or kind in ("letter_of_authorization", "test_report_or_certificate"):
        made.writer = "typst"
    spoil(made, dice)
    return made


def latin(language: str) -> bool:
    """Whether the plain writer's one-byte fonts hold the language's letters."""
    return language in ("en", "de", "fr", "it", "es")


def spoil(made: Spec, dice: random.Random) -> None:
    """Plant a fault in every third document."""
    if dice.random() > 0.35:
        return
    fault = dice.choice(FAULTS)
    if made.kind in ("letter_of_authorization", "test_report_or_certificate"):
        fault = dice.choice(["expired", "product_not_matching", "receiver_mismatch"])
        if made.kind == "test_report_or_certificate" and fault == "receiver_mismatch":
            return
    if fault == "too_old" and made.kind in ("invoice", "credit_note"):
        made.date = NOTICE - dt.timedelta(days=dice.randint(370, 900))
    elif fault == "dated_after_notice" and made.kind in ("invoice", "credit_note"):
        made.date = NOTICE + dt.timedelta(days=dice.randint(2, 60))
    elif fault == "expired":
        made.valid_until = NOTICE - dt.timedelta(days=dice.randint(3, 200))
        made.valid_from = made.valid_until - dt.timedelta(days=365) if made.valid_from else None
        made.date = made.valid_until - dt.timedelta(days=365)
    elif fault == "arithmetic_mismatch" and made.kind in ("invoice", "credit_note"):
        made.printed_total = made.total + Decimal(dice.choice([100, 230, 1000])) * (
            1000 if made.currency == "VND" else 1
        )
    elif fault == "supplier_contact_incomplete":
        made.issuer.phone = None
        made.issuer.email = made.issuer.website = None if dice.random() < 0.5 else made.issuer.website
    elif fault == "date_missing" and made.kind == "invoice":
        made.date = None
    elif fault == "altered_signs" and (made.scan or made.kind != "invoice"):
        return
    elif fault in ("receiver_mismatch", "product_not_matching", "pages_missing", "altered_signs"):
        pass
    else:
        return
    made.faults.add(fault)


def number(dice: random.Random) -> str:
    return dice.choice([f"{dice.randint(2024, 2026)}-{dice.randint(100, 99999):05}", f"INV{dice.randint(10000, 99999)}", f"{dice.choice('ABR')}{dice.randint(10, 99)}/{dice.randint(100, 9999)}", str(dice.randint(100000, 9999999))])  # fmt: skip


def phone(language: str, dice: random.Random) -> str:
    tail = f"{dice.randint(100, 999)} {dice.randint(1000, 9999)}"
    return {"en": f"({dice.randint(200, 989)}) 555-{dice.randint(1000, 9999)}", "de": f"0{dice.randint(201, 899)} {tail}", "fr": f"0{dice.randint(1, 5)} 55 {dice.randint(10, 99)} {dice.randint(10, 99)} {dice.randint(10, 99)}", "it": f"+39 0{dice.randint(20, 99)} {tail}", "es": f"9{dice.randint(10, 99)} {dice.randint(100, 999)} {dice.randint(100, 999)}", "zh": f"0{dice.randint(510, 799)}-{dice.randint(10000000, 99999999)}", "vi": f"0{dice.randint(20, 29)} {dice.randint(3000, 3999)} {dice.randint(1000, 9999)}", "ja": f"0{dice.randint(3, 9)}-{dice.randint(1000, 9999)}-{dice.randint(1000, 9999)}"}[language]  # fmt: skip


def taxed(language: str, dice: random.Random) -> str | None:
    digits = "".join(str(dice.randrange(10)) for _ in range(13))
    return {"de": f"DE{digits[:9]}", "fr": f"FR{digits[:11]}", "it": f"IT{digits[:11]}", "es": f"B{digits[:8]}", "vi": f"0{digits[:9]}", "ja": f"T{digits}", "zh": f"91{digits[:4]}00MA5{digits[4:9]}0X"}.get(language)  # fmt: skip
