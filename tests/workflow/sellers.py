"""A made-up seller's documents, as real files."""

from tests.evidence.papers import pdf

LAMP = "B0HLAMP001"
KETTLE = "B0KETTLE02"


def invoice(number, issued, units, asin=LAMP, receiver="Lanternfold Ltd"):
    """An invoice with everything that a reviewer wants to see on it."""
    return pdf(f"""
= Harbour Lamps Ltd
1 Quay Road, Hull HU1 2AB, United Kingdom \\ Phone: +44 1482 555 0199 \\ sales\\@harbourlamps.example
== INVOICE
Invoice number: {number} \\ Invoice date: {issued}

Bill to: \\ {receiver} \\ 5 Mill Road \\ Leeds LS1 4AB \\ United Kingdom

#table(columns: (1fr, auto, auto, auto, auto), [Description], [ASIN], [Qty], [Unit price], [Amount],
  [Desk lamp with dimmer], [{asin}], [{units}], [2.00], [{units * 2:,}.00])
#table(columns: 2, stroke: none, [Total], [{units * 2:,}.00 GBP])
""")
