"""What the desk reads across slices: everything that is kept about one person."""

from neuguong.fronts.desk.queries.data import data_of
from neuguong.fronts.desk.queries.part import Part, sensitive_values_shown

__all__ = ["Part", "data_of", "sensitive_values_shown"]
