"""The demonstration: loads the workbooks of the repository into an empty database and marks it."""
