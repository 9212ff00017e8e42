"""Keeping figures: folding deltas into balances, proving and repairing them, following the tree, sealing periods."""

from neuguong.base.figures.services.codes import codes_of
from neuguong.base.figures.services.fold import fold, fold_all, run_folder
from neuguong.base.figures.services.recount import Mismatch, rebuild, recount
from neuguong.base.figures.services.reset import reset_all
from neuguong.base.figures.services.sealing import seal
from neuguong.base.figures.services.trees import after_reorganisation, before_reorganisation, set_tree_date
from neuguong.base.figures.services.verifying import Finding, verify

__all__ = [
    "Finding",
    "Mismatch",
    "after_reorganisation",
    "before_reorganisation",
    "codes_of",
    "fold",
    "fold_all",
    "rebuild",
    "recount",
    "reset_all",
    "run_folder",
    "seal",
    "set_tree_date",
    "verify",
]
