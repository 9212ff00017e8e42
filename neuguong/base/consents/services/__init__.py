"""Giving and withdrawing consent, asking about one's data."""

from neuguong.base.consents.services.asking import ask, extend
from neuguong.base.consents.services.giving import give, withdraw

__all__ = ["ask", "extend", "give", "withdraw"]
