"""Keeping the index true: the outbox drained, builds made and compared."""
