"""Parsing: lines of Markdown become the syntax tree, one look at each line.

    text ─blocks─▶ blocks ─inline─▶ inlines that still hold names; fences by their YAML
"""
