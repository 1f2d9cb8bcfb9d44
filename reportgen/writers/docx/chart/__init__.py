"""Editable charts: a series chart as Word holds one of its own, with its workbook inside.

`space.chart_space` makes the chart part, `workbook.workbook` the .xlsx that Word opens when a
reader asks to edit the data. Every number in both comes from the `Datum` that the PDF draws.
"""
