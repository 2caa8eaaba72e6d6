"""django-haystack with its own Whoosh backend and jieba's ChineseAnalyzer, as their documentation sets them up."""
