"""Display settings."""
