"""The language of a text, told by its letters and little words."""

import pytest

from reinstate import knowledge
from reinstate.language.detect import Profile, detect

PROFILES = [Profile(each.id, each.letters, each.common) for each in knowledge.load().languages.values()]


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "Your account has been closed and we will not pay out the balance."),
        ("de", "Wir haben Ihr Konto gesperrt, weil die Ware nicht echt ist."),
        ("fr", "Nous avons fermé votre compte parce que les articles ne sont pas conformes."),
        ("fr", "Plusieurs acheteurs nous disent que l'article n'a pas la couleur de la page de vente."),
        ("it", "Abbiamo chiuso il tuo account perché gli articoli non sono conformi."),
        ("es", "Hemos cerrado su cuenta porque los artículos no son conformes."),
        ("pt", "Sua conta foi encerrada porque os produtos não são conformes."),
        ("nl", "We hebben je account gesloten omdat de artikelen niet echt zijn."),
        ("pl", "Zamknęliśmy konto, ponieważ towary nie są zgodne z opisem."),
        ("sv", "Vi har stängt ditt konto eftersom varorna inte är äkta."),
        ("tr", "Hesabınızı kapattık çünkü ürünler gerçek değil."),
        ("vi", "Chúng tôi đã đóng tài khoản của bạn vì hàng không chính hãng."),
        ("ja", "商品が本物ではないため、アカウントを閉鎖しました。"),
        ("ko", "상품이 정품이 아니므로 계정을 닫았습니다."),
        ("zh", "由于商品不是正品，我们关闭了您的账户。"),
        ("zh-TW", "由於商品不是正品，我們關閉了您的帳戶。"),
        ("th", "เราปิดบัญชีของคุณเนื่องจากสินค้าไม่ใช่ของแท้"),
        ("hi", "हमने आपका खाता बंद कर दिया है क्योंकि उत्पाद असली नहीं हैं।"),
    ],
)
def test_languages_are_told_apart(tag, text):
    assert detect(text, PROFILES, "en") == tag


def test_a_text_that_tells_nothing_gets_the_default():
    assert detect("12345 !!!", PROFILES, "en") == "en"
