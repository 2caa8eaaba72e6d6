"""The search page, its JSON and its parameters."""
