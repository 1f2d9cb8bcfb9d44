"""The page: a browser on this machine shows a briefing as it is written, and the month.

A shell as `cli` is one: it asks `acts` and `pipeline`, and shows what they answer. It listens to
this machine alone, and to whoever was given the address (docs/page.md).
"""
