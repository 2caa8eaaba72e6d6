"""The article page as a search reaches it: lit, with the way to the next hit, the next result and back."""
