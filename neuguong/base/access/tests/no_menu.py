"""A menu without entries: the pages of this slice stand without those of the slices above."""

MENU: tuple[object, ...] = ()
