import pytest

from reinstate.knowledge import load
from reinstate.notice.scene import Reader

OURS = "We have reviewed your account and the invoices you sent. They do not show the quantities that you sold. " * 2
THEIRS = "I am sorry, here is my invoice B0ABCDEF12."


@pytest.mark.parametrize(
    "introduction",
    [
        "On Mon, 5 May 2026 at 10:12, Lena Holt <lena@holt.example> wrote:",
        "Am 05.05.2026 um 10:12 schrieb Lena Holt <lena@holt.example>:",
        "Le 5 mai 2026 à 10:12, Lena Holt <lena@holt.example> a écrit :",
        "Il giorno mar 5 mag 2026 alle ore 10:12 Lena Holt ha scritto:",
        "El 5 may 2026, a las 10:12, Lena Holt escribió:",
        "Op 5 mei 2026 om 10:12 schreef Lena Holt:",
        "W dniu 5.05.2026 o 10:12 Lena Holt napisał(a):",
        "Vào 10:12 ngày 5 thg 5, 2026 Lena Holt đã viết:",
        "Lena Holt 于2026年5月5日 10:12写道：",
        "2026年5月5日(火) 10:12 Lena Holt のメール:",
        "5 May 2026 10:12 tarihinde Lena Holt şunu yazdı:",
    ],
)
def test_the_sellers_mail_below_an_answer_is_muted(introduction):
    text = f"{OURS}\n\n{introduction}\n\n{THEIRS}\n"
    muted = Reader(load()).voices.mute(text, "seller-performance@amazon.com")
    assert len(muted) == len(text)
    assert muted.startswith(OURS)
    assert not muted[len(OURS) :].strip()


def test_a_sentence_with_a_colon_introduces_nobody():
    text = f"{OURS}\n\nWe need 2 things from you:\n\n{THEIRS}\n"
    assert Reader(load()).voices.mute(text, "seller-performance@amazon.com") == text
