"""The page of a whole cell: its members in a year, and what is pasted for them from a workbook."""

from neuguong.work.commitments.cell.members import Member, address, member_of, members, who_decides

__all__ = ["Member", "address", "member_of", "members", "who_decides"]
