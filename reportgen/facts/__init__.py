"""Facts: reported values, exact, with all that qualifies them.

    nodes with places ─read─▶ Dataset ─text─▶ Quantity (a fact in one of its forms)

A derived value is a formula over facts; nothing is typed in twice.
"""
