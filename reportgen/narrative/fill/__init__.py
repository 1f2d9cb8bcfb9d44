"""Filling in: names become quantities, choices and loops become what they stand for.

    syntax + Dataset ─lookup, expand─▶ inlines and tables of the document, numbered
"""
