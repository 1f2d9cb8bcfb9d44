"""Figures: what a fence 图 or 照片 names becomes a chart specification or photographs.

    FigureSource + Dataset ─chart_choice, chart_shapes─▶ ChartSpec with its alternative text
"""
