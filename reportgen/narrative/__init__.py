"""The narrative: Markdown that names facts becomes the document.

    briefing.md ─read (parse, front)─▶ Narrative ─compose (fill, figures)─▶ Document

`syntax` is the tree between the two; `language` looks at the words.
"""
