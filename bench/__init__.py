"""Measurements; nothing here is part of the product, and nothing asserts a time."""
