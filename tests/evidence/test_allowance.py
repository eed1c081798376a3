"""What a notice says of marks and prices, in every language, and which side the policy takes."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from reinstate.case import Notice, Reading
from reinstate.evidence.allowance import POLICY, allowance
from tests.evidence.papers import INVOICE, exhibit
from tests.evidence.test_marked_copies import signed_paper

ASKING = {
    "en": ("Documents must not be altered or highlighted.", "You may redact prices."),
    "de": ("Die Unterlagen dürfen nicht bearbeitet werden.", "Preise dürfen Sie schwärzen."),
    "zh": ("请提供未经修改的文件。", "您可以隐去价格。"),
    "fr": ("Envoyez-nous des factures sans aucune modification.", "Vous pouvez masquer les prix."),
    "it": ("Invii documenti non modificati.", "Può oscurare i prezzi."),
    "es": ("Envíenos los documentos sin modificaciones.", "Puede ocultar los precios."),
    "vi": ("Tài liệu phải nguyên bản, không được đánh dấu.", "Bạn có thể che giá trên hóa đơn."),
    "ja": ("未加工の書類をお送りください。", "価格は黒塗りでも構いません。"),
}
PLAIN = {
    "en": "Please send invoices for the items below. Prices of your listing were too high.",
    "de": "Bitte senden Sie uns Rechnungen. Ihre Preise waren zu hoch.",
    "zh": "请提供发票。您的价格过高。",
    "fr": "Envoyez-nous vos factures. Vos prix étaient trop élevés.",
    "it": "Invii le fatture. I prezzi erano troppo alti.",
    "es": "Envíe las facturas. Sus precios eran demasiado altos.",
    "vi": "Vui lòng gửi hóa đơn. Giá của bạn quá cao.",
    "ja": "請求書をお送りください。価格が高すぎます。",
}


def reading(text, tag):
    return Reading(Notice("n.txt", text, "0" * 64), tag, None, "listing_removed", "listing", ())


@pytest.mark.parametrize("tag", ASKING)
def test_notices_say_what_they_want_in_every_language(knowledge, tag):
    wanted, exception = ASKING[tag]
    both = allowance(reading(f"{wanted} {exception}", tag), knowledge)
    assert both.unaltered is not None
    assert both.prices is not None
    assert allowance(reading(wanted, tag), knowledge).prices is None
    plain = allowance(reading(PLAIN[tag], tag), knowledge)
    assert (plain.unaltered, plain.prices) == (None, None)


def test_identity_papers_and_signed_files_come_first(knowledge):
    free = allowance(reading(PLAIN["en"], "en"), knowledge)
    identity = exhibit(INVOICE, kind="identity-document")
    bill = exhibit(INVOICE, kind="supplier-invoice")
    signed = exhibit(signed_paper(), kind="supplier-invoice")
    letter = exhibit(INVOICE, kind="letter-of-authorization")
    papers = (identity, signed, bill, letter)
    assert [free.forbids_marks(each, knowledge) for each in papers] == ["identity", "signed", None, None]
    assert [free.forbids_redaction(each, knowledge) for each in papers] == ["identity", "signed", None, "kind"]
    strict = allowance(reading(ASKING["en"][0], "en"), knowledge)
    assert (strict.forbids_marks(bill, knowledge), strict.forbids_redaction(bill, knowledge)) == ("notice", "notice")


def test_the_policy_can_be_switched_to_untouched(knowledge):
    policy = replace(knowledge.policies[POLICY], default="untouched")
    switched = replace(knowledge, policies=MappingProxyType({**knowledge.policies, POLICY: policy}))
    found = allowance(reading(PLAIN["en"], "en"), switched)
    assert found.forbids_marks(exhibit(INVOICE, kind="supplier-invoice"), switched) == "policy"
