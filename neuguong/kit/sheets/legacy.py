"""Vietnamese text that was typed in an encoding older than Unicode, or read in a wrong one, told by its letters.

TCVN3 and VNI put Vietnamese glyphs in the places of Western signs by means of their own fonts. In a workbook only the
signs are left ("NguyÔn V¨n", "Nguyeãn Vaên"): nothing that could be mended without knowing the font.
"""

import re

from django.utils.translation import gettext as _

# UTF-8 read as Latin letters: the second byte of ấ, ễ, Đ ... shows as a sign after one of a few letters.
_MISREAD = re.compile("á[º»]|â€|Ã[\u0080-\u009f¡-¿]|Ä[\u0080-\u009f‘’ƒ©¨]|Æ[°¡¯]|\ufffd")
# TCVN3: signs inside words, at their ends or before them, where Vietnamese has none; m², 25°C and «thơ» are not meant.
_TCVN3 = re.compile(
    r"(?<=[a-z])[ÆÇËÎÏÐÑÖ×ØÞ]|(?<=[^\W\d_])(?:[¡-¯µ-¹»-¾×Þ](?=[^\W\d_])|[µ¶¸¹](?=$|\s))|(?:^|\s)[§®][^\W\d_¡-¯µ-¾]?[¡-¯µ-¾a-z]"
)
# VNI: a plain vowel, and its marks as a letter of their own; ñ for đ.
_VNI = re.compile(r"[aA][âêáàãåäéèëúùüûøõïÂÊÁÀÃÅÄÉÈËÚÙÜÛØÕÏ]|[eE][âáàãåäùøûõïÂÁÀÃÅÄÙØÛÕÏ]|[oO][âåäÂÅÄ]|[uU][øûïØÛÏ]"
                  r"|ö[ôøùûõï]|\b[ñÑ](?=[aeiouyAEIOUYöô])")  # fmt: skip


def refuse_legacy(text: str) -> None:
    """ValueError with a sentence if `text` is not Unicode Vietnamese but what is left of another encoding."""
    if text.isascii():
        return
    shown = {"text": text[:60]}
    if _MISREAD.search(text):
        raise ValueError(
            _("“%(text)s” bị sai bảng mã khi mở tệp. Hãy mở lại tệp gốc với bảng mã UTF-8 rồi chép sang.") % shown
        )
    if _VNI.search(text):
        raise ValueError(_("“%(text)s” gõ bằng bảng mã VNI. Hãy chuyển sang Unicode bằng UniKey rồi dán lại.") % shown)
    if _TCVN3.search(text):
        raise ValueError(
            _("“%(text)s” gõ bằng bảng mã TCVN3 (phông .VnTime). Hãy chuyển sang Unicode bằng UniKey rồi dán lại.")
            % shown
        )
