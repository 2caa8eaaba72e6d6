"""The query language: typed text in, a tree out, and the tree in words."""
