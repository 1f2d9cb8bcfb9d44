"""Photographs: files are read by content and developed for paper.

    bytes ─read─▶ Negative ─developing─▶ Print (upright, sRGB, no more pixels than shown)
"""
