"""Benchmarks with one voice: own data from the repository's workbooks, in a database of their own, checked first."""

from neuguong.config.benches.run import BENCHES, run_bench

__all__ = ["BENCHES", "run_bench"]
