"""Keeping figures: folding deltas into balances, proving and repairing them, following the tree."""

from neuguong.base.figures.services.fold import fold, fold_all, run_folder
from neuguong.base.figures.services.recount import Mismatch, rebuild, recount
from neuguong.base.figures.services.reset import reset_all
from neuguong.base.figures.services.trees import after_reorganisation, before_reorganisation, set_tree_date

__all__ = [
    "Mismatch",
    "after_reorganisation",
    "before_reorganisation",
    "fold",
    "fold_all",
    "rebuild",
    "recount",
    "reset_all",
    "run_folder",
    "set_tree_date",
]
