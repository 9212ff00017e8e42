"""The workbook of cases that a unit has kept in its own book."""

from neuguong.work.dialogues.sheets.cases import CASES

__all__ = ["CASES"]
