"""Denunciations (tố cáo): a closed compartment. What is told here is encrypted before the database sees it."""
