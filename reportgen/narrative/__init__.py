"""The narrative: Markdown that names facts becomes the document.

    briefing.md ─read (parse, genres)─▶ Narrative ─compose (fill, figures)─▶ Document

`syntax` is the tree between the two; `language` looks at the words; `registry` knows the kinds of
document, `genres`, which read the front matter with what is in `front`.
"""
