"""Pages of themes, sessions and rolls."""
