"""关于, 帮助 and 接口: what the archive says about itself, from what it holds and what it answers."""
