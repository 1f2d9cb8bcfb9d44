"""Painting: a drawing becomes SVG, or the PNG beside it in a Word file.

    Drawing + faces ─▶ bytes of a picture

PDF needs none of this: it replays drawings with the faces of its pages. `editable` names the kinds
that Word can hold as charts.
"""
