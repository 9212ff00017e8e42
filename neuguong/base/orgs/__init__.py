"""Tổ chức: cây có ngày, đơn vị, kế thừa, con người, chức vụ. Dated trees, units, people, posts."""
