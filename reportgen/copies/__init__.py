"""Printed copies: what ties a sheet of paper to the issue it was printed from.

    Sheet → payload → matrix ─┐
          → typed code ───────┴→ codes, placed on the pages → print file; scan → claims → verdict
    scan → leaves, aligned with what was printed → PDF/A with its text
"""
