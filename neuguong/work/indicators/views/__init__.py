"""Pages: reading, targets, entering, deciding, procedures."""
