"""Proof of drawings: marks and labels are read back and compared with the data they show.

    Drawing + ChartSpec ─▶ problems: lengths, places, labels, greys that look alike

It measures what was drawn, whatever drew it. The finished PDF is judged in `reportgen.proof`.
"""
