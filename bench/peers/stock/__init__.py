"""django-haystack with its own Whoosh backend and jieba's ChineseAnalyzer, as their documentation sets them up."""

MOST_UPDATED = 5_000  # articles `update_index` can take in one go without hours: see `engine`
