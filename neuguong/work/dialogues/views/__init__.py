"""Pages of cases, of reception days, of dialogues."""
