"""From drafts to the programs they name."""
