"""Excel: workbooks as the office sees them.

    bytes ─xlsx, xls, ods─▶ sheets of stored cells ─formats, dates─▶ what is shown ─read─▶ rows

What is hidden or struck out is left out and told; what cannot be shown for certain is an error at
its cell, never another number.
"""
