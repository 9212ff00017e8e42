"""Reorganisations of units as one reviewable batch: drafted, tried, applied, taken back."""
