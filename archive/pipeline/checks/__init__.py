"""
Step 5: what in an article's figures does not agree, and which facts it tells twice.

The figures of one article come in and go out again with flags and links; a check mends nothing.
"""
