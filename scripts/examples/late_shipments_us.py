"""Figures of the late-shipment case: every paper and the notice draw on these rows, so that they agree."""

import random
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

from PIL import Image

from examples.chance import seeded
from examples.drawing import Screen

SEED = 20260914
TENT, STOVE, LANTERN = "B0CQ7XN4LD", "B0D5VHT2KW", "B0CW9J3F8P"
PRICE = {TENT: 6899, STOVE: 3250, LANTERN: 2499}
"""US cents."""
WEIGHT = {TENT: 2.1, STOVE: 0.9, LANTERN: 0.4}
"""Kilograms."""
LATE_BY_DAY = (3, 4, 2, 3, 3, 4, 3, 3, 2, 3, 3, 3, 4, 3, 2, 0, 5, 4, 4, 3)
"""Late orders by working day from 17 August to 11 September 2026; 7 September was a holiday."""
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NOT_RECEIVED, SLOW, TARDY = (
    "A-to-z claim, item not received",
    "Negative feedback, slow delivery",
    "Negative feedback, late answer",
)
DEFECTS = (
    [(NOT_RECEIVED, TENT)] * 9
    + [(NOT_RECEIVED, STOVE)] * 5
    + [(NOT_RECEIVED, LANTERN)]
    + [(SLOW, TENT)] * 4
    + [(SLOW, STOVE)] * 2
    + [(SLOW, LANTERN)]
    + [(TARDY, STOVE), (TARDY, LANTERN)]
)
ANSWERS = (61, 14, None, 47, 20, 55, None, 39, 8, 66, 31, None, 58, 17, None, 50, 11, None, 28, None, None, 19, 72, 50)
"""Hours until the first answer, in the order of `DEFECTS`; None where the buyer had not written."""


def _order_id(rng: random.Random) -> str:
    return f"{rng.choice(('111', '112', '113', '114'))}-{rng.randrange(10**6, 10**7)}-{rng.randrange(10**6, 10**7)}"


def _working_days() -> list[date]:
    days = [date(2026, 8, 17) + timedelta(offset) for offset in range(29)]
    return [day for day in days if day.weekday() < 5]


def _named(day: date) -> str:
    return f"{day} {DAYS[day.weekday()]}"


def _late(rng: random.Random) -> list[dict[str, str]]:
    orders: list[dict[str, str]] = []
    days = _working_days()
    for day, following, count in zip(days, days[1:], LATE_BY_DAY, strict=False):
        minutes = sorted(rng.sample(range(11 * 60 + 3, 14 * 60), count))
        orders.extend(_late_order(rng, day, minute, following) for minute in minutes)
    return orders


def _late_order(rng: random.Random, day: date, minute: int, confirmed: date) -> dict[str, str]:
    return {
        "id": _order_id(rng),
        "asin": rng.choice((TENT, STOVE, STOVE, LANTERN)),
        "received": f"{_named(day)} {minute // 60:02}:{minute % 60:02}",
        "expected": str(day),
        "confirmed": _named(confirmed),
        "late": str((confirmed - day).days),
    }


def _weeks() -> list[dict[str, object]]:
    mondays = _working_days()[::5]
    return [
        {"from": str(day), "late": sum(LATE_BY_DAY[index * 5 : index * 5 + 5])} for index, day in enumerate(mondays[:4])
    ]


def _defects(rng: random.Random) -> list[dict[str, str]]:
    rows = []
    for (defect, asin), hours in zip(DEFECTS, ANSWERS, strict=True):
        ordered = date(2026, 7, 1) + timedelta(rng.randrange(0, 43))
        wrote = ordered + timedelta(rng.randrange(17, 27))
        rows.append(
            {
                "id": _order_id(rng),
                "ordered": str(ordered),
                "asin": asin,
                "defect": defect,
                "service": "LX-Track" if defect == TARDY else "LX-Eco, no delivery scan",
                "message": str(wrote) if hours else "none",
                "answer": f"{hours} h" if hours else "–",
            }
        )
    return rows


def _refunds(rng: random.Random, defects: list[dict[str, str]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for row in defects:
        claimed = row["defect"] == NOT_RECEIVED
        start = date.fromisoformat(row["ordered"]) + timedelta(30)
        paid = min(start + timedelta(rng.randrange(0, 9)), date(2026, 9, 11)) if claimed else date(2026, 9, 15)
        through = "A-to-z claim granted" if claimed else "Manage Orders, full refund"
        rows.append(
            {
                "id": row["id"],
                "asin": row["asin"],
                "through": through,
                "date": str(paid),
                "amount": PRICE[row["asin"]] / 100,
            }
        )
    return rows


def _run(rng: random.Random, day: date, expected: list[date], **paper: object) -> dict[str, object]:
    parcels, total = [], 0.0
    for index, due in enumerate(expected):
        asin = rng.choice((TENT, STOVE, STOVE, LANTERN))
        total += WEIGHT[asin]
        parcels.append(
            {
                "id": _order_id(rng),
                "tracking": f"HXU{rng.randrange(10**9, 10**10)}CN",
                "expected": str(due),
                "scan": f"{day} 16:{31 + index * 12 // len(expected):02}",
                "weight": f"{WEIGHT[asin]:.1f}",
            }
        )
    return {"date": str(day), "parcels": parcels, "weight": f"{total:.1f}", **paper}


def _messages(rng: random.Random) -> list[dict[str, str]]:
    subjects = (
        ("Where is my order", TENT, "Tracking link and last scan sent, delivery expected 2026-09-18"),
        ("Where is my order", STOVE, "Tracking link and last scan sent, delivery expected 2026-09-17"),
        ("Missing pole connector", TENT, "Spare part sent by HX-US Tracked on 2026-09-15"),
        ("How to fold the stove", STOVE, "Instruction sheet sent"),
        ("Change of address", LANTERN, "Parcel already delivered on 2026-09-13, proof of delivery sent"),
    )
    came = ("2026-09-12 21:14", "2026-09-13 08:02", "2026-09-13 23:40", "2026-09-14 10:25", "2026-09-14 19:51")
    return [
        {
            "id": _order_id(rng),
            "asin": asin,
            "subject": subject,
            "came": when,
            "answered": f"2026-09-15 08:{12 + index * 7}",
            "answer": answer,
        }
        for index, ((subject, asin, answer), when) in enumerate(zip(subjects, came, strict=True))
    ]


def _people() -> list[dict[str, object]]:
    rows = (
        ("黄志强", "Huang Zhiqiang", "仓库主管 Warehouse", 44, 10),
        ("马建国", "Ma Jianguo", "打包 Packing", 52, 9),
        ("刘洋", "Liu Yang", "打包 Packing", 63, 9),
        ("苏丽娟", "Su Lijuan", "打包 Packing", 71, 10),
        ("周敏", "Zhou Min", "客服 Buyer messages", 31, 10),
        ("何雨桐", "He Yutong", "客服 Buyer messages", 85, 8),
    )
    return [dict(zip(("name", "latin", "position", "seed", "test"), row, strict=True)) for row in rows]


def papers() -> dict[str, dict[str, object]]:
    """Data by paper (the stem of its `.typ` file)."""
    rng = seeded(SEED)
    late, defects = _late(rng), _defects(rng)
    refunds = _refunds(rng, defects)
    first, second = date(2026, 9, 15), date(2026, 9, 16)
    due = [date(2026, 9, 14)] * 3 + [first] * 14
    runs = [
        _run(rng, first, due, number="HX-M-260915-0417", vehicle="粤B·5H0X7", shipper=44, driver=57),
        _run(rng, second, [second] * 4, number="HX-M-260916-0402", vehicle="粤B·5H0X7", shipper=44, driver=57),
    ]
    cents = [round(float(str(row["amount"])) * 100) for row in refunds]
    own = sum(cent for cent, row in zip(cents, refunds, strict=True) if row["date"] == "2026-09-15")
    by_asin = [row["asin"] for row in defects]
    return {
        "late-orders": {"orders": late, "weeks": _weeks()},
        "defect-analysis": {
            "defects": defects,
            "tent": by_asin.count(TENT),
            "stove": by_asin.count(STOVE),
            "lantern": by_asin.count(LANTERN),
        },
        "pickup-change-notice": {},
        "carrier-agreement": {},
        "carrier-termination": {},
        "pickup-manifest": {"runs": runs},
        "refund-list": {
            "refunds": refunds,
            "own": own / 100,
            "claims": (sum(cents) - own) / 100,
            "total": sum(cents) / 100,
        },
        "training-attendance": {"people": _people()},
        "dispatch-procedure": {"people": _people()},
        "message-log": {"messages": _messages(rng)},
        "daily-check-log": {
            "rows": [
                ["2026-09-15 Tue", "10:00", 21, 14, 3, 0, "Chen Jing"],
                ["2026-09-15 Tue", "17:00", 4, 0, 0, 17, "Chen Jing"],
                ["2026-09-16 Wed", "10:00", 4, 4, 0, 0, "Chen Jing"],
                ["2026-09-16 Wed", "17:00", 0, 0, 0, 4, "Chen Jing"],
            ]
        },
    }


def _settings() -> Image.Image:
    screen = Screen(1440, 860, accent="#22577a")
    screen.bar("Store console", "LANZHAN Outdoor  |  United States  |  lin.hao")
    screen.menu(("Orders", "Inventory", "Shipping settings", "Returns", "Team"), chosen=2)
    screen.title("Shipping settings  /  General", "Last changed 2026-09-15 11:42 (UTC+8) by Lin Hao (林浩)")
    screen.table(
        ("Setting", "Value before", "Value now", "Changed"),
        (
            ("Handling time (all SKUs)", "0 business days", "1 business day", "2026-09-15 11:42"),
            ("Order cut-off", "14:00", "14:00", "not changed"),
            ("Working days", "Mon - Fri", "Mon - Fri", "not changed"),
            ("Holiday: day off", "none", "2026-10-01", "2026-09-15 11:44"),
        ),
        widths=(330, 220, 260, 260),
        strong=2,
    )
    screen.title("Shipping templates", "2 templates, 3 SKU groups")
    screen.table(
        ("Template", "Ship from", "Delivery service", "Tracking"),
        (
            ("US standard", "Shenzhen, Longgang", "HX-US Tracked", "Delivery scan"),
            ("US heavy (tents)", "Shenzhen, Longgang", "HX-US Tracked", "Delivery scan"),
            ("US economy", "-", "LX-Eco", "Removed 2026-09-15"),
        ),
        widths=(330, 260, 240, 240),
        strong=3,
    )
    return screen.image


def pictures() -> dict[str, Image.Image]:
    """Pictures by file name."""
    return {"settings-after.png": _settings()}


def notice(words: Path) -> bytes:
    """The performance notification as a mail with a plain and an HTML part."""
    rng = seeded(SEED)
    late, defects = _late(rng), _defects(rng)
    ids = {"late": late[4:5] + late[20:21] + late[55:56], "defects": defects[0:1] + defects[10:11] + defects[18:19]}
    mail = EmailMessage()
    mail["Return-Path"] = "<seller-performance@amazon.com>"
    mail["Received"] = (
        "from smtp-out.amazon.com (smtp-out.amazon.com [192.0.2.44]) by mx.lanzhan-outdoor.example with ESMTPS "
        "id 4XqT7Z5d2Wz9; Tue, 15 Sep 2026 02:11:39 +0800"
    )
    mail["Authentication-Results"] = (
        "mx.lanzhan-outdoor.example; dkim=pass header.d=amazon.com; spf=pass smtp.mailfrom=amazon.com"
    )
    mail["Date"] = "Mon, 14 Sep 2026 18:11:36 +0000"
    mail["From"] = "Amazon Seller Performance <seller-performance@amazon.com>"
    mail["To"] = "lin.hao@lanzhan-outdoor.example"
    mail["Message-ID"] = "<0100019947c2e5aa-5b1e7f3c-6d0e-4c3f-9f1b-2e4b7d9a8c10-000000@amazon.com>"
    mail["Subject"] = "Your Amazon.com selling account has been deactivated"
    mail["Feedback-ID"] = "1.us-east-1.SellerPerformance"
    lists = {kind: [row["id"] for row in rows] for kind, rows in ids.items()}
    plain = (words / "notice.txt").read_text(encoding="utf-8")
    page = (words / "notice.html").read_text(encoding="utf-8")
    plain = plain.replace("{late}", "\n".join(f"  - {one}" for one in lists["late"]))
    plain = plain.replace("{defects}", "\n".join(f"  - {one}" for one in lists["defects"]))
    page = page.replace("{late}", "".join(f"<li>{one}</li>" for one in lists["late"]))
    page = page.replace("{defects}", "".join(f"<li>{one}</li>" for one in lists["defects"]))
    mail.set_content(plain, cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    mail.set_boundary("----=_Part_418807_1204417733.1789409496")
    return mail.as_bytes().replace(b"\r\n", b"\n")
