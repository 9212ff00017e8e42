"""Workbooks of programmes and plans, and of documents and communication activities; codes signed on paper."""

from neuguong.work.programmes.sheets.conduct import Posted, adopt_code
from neuguong.work.programmes.sheets.documents import DOCUMENTS
from neuguong.work.programmes.sheets.programmes import PROGRAMMES

__all__ = ["DOCUMENTS", "PROGRAMMES", "Posted", "adopt_code"]
