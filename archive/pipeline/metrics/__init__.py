"""From drafts to the figures they print."""
