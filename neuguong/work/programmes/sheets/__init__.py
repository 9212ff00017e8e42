"""Workbooks of programmes and plans, and of documents and communication activities."""

from neuguong.work.programmes.sheets.documents import DOCUMENTS
from neuguong.work.programmes.sheets.programmes import PROGRAMMES

__all__ = ["DOCUMENTS", "PROGRAMMES"]
