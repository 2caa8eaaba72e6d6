"""Names offered while typing, near spellings, and the ways on where a search finds nothing."""
