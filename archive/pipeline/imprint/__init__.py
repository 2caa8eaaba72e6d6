"""Who wrote it, where and when it was printed: bylines, dates, stamps."""
