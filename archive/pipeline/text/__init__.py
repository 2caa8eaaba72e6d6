"""Tools every step uses: folding, scripts, numerals, clauses, placed passages, rule tables."""
