"""From drafts to the places they name."""
