"""Lists going out: asked for, made, taken, given up, gone."""

from neuguong.base.exports.services.asking import INLINE, again, ask, expire, give_up, hand_over, take
from neuguong.base.exports.services.making import LIFETIME, make

__all__ = ["INLINE", "LIFETIME", "again", "ask", "expire", "give_up", "hand_over", "make", "take"]
