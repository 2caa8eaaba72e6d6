"""What a search found, taken away: tables, references, feeds. Every hit, with a receipt of how it was found."""
