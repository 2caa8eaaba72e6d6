"""The one door to pyroaring: sets of article ids, compressed, with set operations at memory speed."""

from pyroaring import BitMap as IdSet

__all__ = ["IdSet"]
