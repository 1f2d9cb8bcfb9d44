"""The kinds of charts, one family a file, each listed in its `KINDS`.

    shape of data (`document.chart`) + Ruler ─draw─▶ Drawing

A new kind of a known shape is a new file here and nothing else.
"""
