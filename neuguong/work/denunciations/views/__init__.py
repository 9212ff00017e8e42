"""Pages of the closed compartment."""
