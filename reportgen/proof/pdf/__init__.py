"""Reading a PDF by its bytes: structure, text, charts.

    bytes ─read─▶ Content        bytes ─charts─▶ marks that a page paints
"""
