"""What the desk reads across slices: everything that is kept about one person, and what the search box finds."""

from neuguong.fronts.desk.queries.data import data_of
from neuguong.fronts.desk.queries.part import Part, sensitive_values_shown
from neuguong.fronts.desk.queries.search import Group, Line, Search

__all__ = ["Group", "Line", "Part", "Search", "data_of", "sensitive_values_shown"]
