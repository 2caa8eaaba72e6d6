"""The index on disk: what it holds of an article, its two engines, its builds."""
