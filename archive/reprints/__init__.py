"""Printings of one report: articles come in, groups of versions go out. What a person said of two lasts."""
