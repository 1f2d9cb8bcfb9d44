"""Recording: what matplotlib draws becomes a neutral `Drawing`, and is kept in the cache.

    calls of a renderer ─recorder─▶ Drawing (paths, texts; each tagged with what it shows)

The theme, hatches and the measuring of texts are here because every other room draws with them.
"""
