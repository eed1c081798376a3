"""What alleges and what only mentions: the places in a notice whose words are no allegation, each for itself."""

import pytest

from reinstate import notice

OPENING = "Your listing B0CASE1234 was removed because buyers reported that the item is not authentic.\n\n"


def understood(text, knowledge, file="notice.txt"):
    return notice.understand(notice.read(text.encode(), file), knowledge)


@pytest.mark.parametrize(
    "passage",
    [
        "Sales rank abuse, drop shipping and forged documents are further matters; none of these is the subject here.",
        "We prohibit reviews for money. We prohibit misleading tracking. Neither of the two is alleged.",
        "We have not determined that the item is counterfeit or dangerous.",
        "Please go to Performance > Account Health > Product Safety and Restricted Product Violations.",
        'Open the Account Health page, choose "Product safety compliance" and click "Appeal" beside the violation.',
        "Item\tUnits\nB0CASE1234 | Replica dagger, burn-proof grip, first aid set | 12",
        "Brand: Counterfeit Culture",
        "Product safety issues: 0\nTrademark complaints: none\nLate shipment rate: 0.6% (target: under 4%) - ok",
        "Home | Orders | Pricing | Reviews | Counterfeits | Help",
        "Yours,\nProduct Safety and Restricted Products Team",
    ],
)
def test_mentions_are_no_allegations(passage, knowledge):
    reading = understood(f"{OPENING}{passage}\n\nThank you for your attention.", knowledge)
    assert reading.violations == ("inauthentic",)


@pytest.mark.parametrize(
    ("text", "violation"),
    [
        ("由于您的账户存在操纵销售排名的行为，我们已停用您的账户。\n\n亚马逊禁止买卖商品评论。上述一项与本次停用无关。", "search_or_rank_manipulation"),  # noqa: E501
        ("出品を取り消しました。購入者様から、中古品が新品として販売されたとのお申し出がございました。\n\n商品の真贋についてのご指摘は、今回ございません。", "used_sold_as_new"),  # noqa: E501
        ("Teklifinizi kaldırdık: ürünün son kullanma tarihi geçmişti.\n\nÜrünün sahte olduğu iddia edilmemektedir.", "expired_product"),  # noqa: E501
        ("Nous avons retiré l'offre B0CASE1234 : son prix est excessif.\n\nCette politique vise aussi les avis trompeurs.", "pricing"),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_said_not_to_be_meant_is_not_alleged(text, violation, knowledge):
    assert understood(text, knowledge).violations == (violation,)


def test_a_lone_passing_word_alleges_nothing(knowledge):
    reading = understood(
        "Hello,\n\nwe have received your question.\n\nWe will answer it within two days.\n\n"
        "Our page on safe messaging has more.\n\nYours,\nSelling Partner Support",
        knowledge,
    )
    assert reading.violations == ("not_stated",)


def test_a_foot_that_a_scanner_or_a_mail_program_added_alleges_nothing(knowledge):
    foot = "\n\n-- \nJo Pell, trademark and patent attorney, counterfeit investigations\n"
    assert understood(f"{OPENING}Please appeal.{foot}", knowledge).violations == ("inauthentic",)
    scanned = "\n\nScanned by MailSafe: no fraud, no malware, no counterfeit sender found."
    assert understood(f"{OPENING}Please appeal.{scanned}", knowledge).violations == ("inauthentic",)


def test_bullets_written_as_quotation_marks_are_the_notice(knowledge):
    reading = understood(
        f"{OPENING}Send us:\n\n  > invoices of your supplier\n  > a letter of authorization\n\nAmazon.com",
        knowledge,
    )
    assert set(reading.values("demand")) == {"invoices", "letter_of_authorization"}


def test_a_column_of_complaints_gives_their_numbers(knowledge):
    reading = understood(
        "We removed these listings after a rights owner reported that they infringe its trademark:\n\n"
        "ASIN | Product | Complaint ID\nB0CASE1234 | Kettle | 12345678901\nB0CASE5678 | Pan | 12345678902\n",
        knowledge,
    )
    assert tuple(reading.values("complaint_id")) == ("12345678901", "12345678902")


@pytest.mark.parametrize(
    "text",
    [
        "Subject: News for sellers\n\nKeep your account from being deactivated: webinar on late orders, by October 9.",
        "Betreff: Neuigkeiten für Verkäufer\n\nDamit Ihr Konto nicht deaktiviert wird: Webinar zu gefälschter Ware.",
        "件名: 出品者様向けニュース\n\nアカウントが停止されないために。偽造品についてのセミナーを開催します。",
    ],
)
def test_news_for_all_sellers_alleges_and_wants_nothing(text, knowledge):
    reading = understood(text, knowledge)
    assert (reading.kind, reading.violations, reading.demands) == ("other", ("not_stated",), ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Der Anzeigename ist unzulässig. Sie müssen mit der Deaktivierung Ihres Kontos rechnen.", "account_at_risk_warning"),  # noqa: E501
        ("在庫のない商品の出品を取り下げてください。出品権限を停止させていただく場合がございます。", "account_at_risk_warning"),  # noqa: E501
        ("Ihr Angebot B0CASE1234 ist vorerst nicht mehr bestellbar: Das Bild enthält ein Logo.", "listing_removed"),
    ],
)  # fmt: skip
def test_a_stop_that_only_threatens_is_a_warning(text, kind, knowledge):
    assert understood(text, knowledge).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Erklären Sie, wie es dazu kommen konnte, was Sie seitdem geändert haben und wie Sie das künftig verhindern.",
        "Expliquez-nous pourquoi c'est arrivé, ce que vous avez changé et comment vous éviterez que ça se reproduise.",
        "Leg uit hoe dit kon gebeuren, wat je hebt veranderd en hoe je voorkomt dat het opnieuw gebeurt.",
        "Förklara hur detta kunde hända, vad du har ändrat och hur du ser till att det inte händer igen.",
        "Wyjaśnij, jak do tego doszło, co zmieniono i jak zapobiegniesz powtórzeniu się problemu.",
        "आपको बताना होगा कि ऐसा क्यों हुआ, आपने अब तक क्या बदला है और आगे ऐसा न हो इसके लिए क्या करेंगे।",
        "请说明问题是如何发生的、您已经做了哪些调整，以及今后如何避免再次发生。",
    ],
)
def test_cause_measures_and_prevention_are_asked_for_in_plain_words(text, knowledge):
    assert {"root_cause", "actions_taken", "preventive_steps"} <= set(understood(text, knowledge).values("demand"))


def test_lettered_lists_of_every_script_are_lists(knowledge):
    reading = understood(
        "कृपया हमें बताएँ:\n(क) देरी का मूल कारण क्या है\n(ख) आपने कौन से कदम उठाए हैं\n(ग) आगे इसे कैसे रोकेंगे\n",
        knowledge,
    )
    assert set(reading.values("demand")) == {"root_cause", "actions_taken", "preventive_steps"}


def test_a_page_to_look_at_is_no_route(knowledge):
    reading = understood(f"{OPENING}You can view your metrics on the Account Health page.", knowledge)
    assert reading.channel == "none_stated"


def test_every_violation_names_its_rule_and_words(knowledge):
    [fact] = understood(OPENING, knowledge).found("violation")
    assert fact.rule.startswith("violations/inauthentic: ")
    assert fact.span.of(OPENING)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Als je de titel niet aanpast, wordt deze aanbieding volgende week verwijderd.", "listing_at_risk_warning"),
        ("Nếu bạn không sửa tiêu đề, bài đăng này sẽ bị gỡ vào tuần tới.", "listing_at_risk_warning"),
        ("Hesabınız risk altında: oran düzelmezse devre dışı bırakılabilir.", "account_at_risk_warning"),
        ("从今天起您不能再在亚马逊上销售：您的账户已被关闭。", "account_deactivated"),
        ("お客様のアカウントは再び有効になりました。", "reinstated"),
    ],
)
def test_what_is_so_now_is_told_from_what_may_come(text, kind, knowledge):
    assert understood(text, knowledge).kind == kind
