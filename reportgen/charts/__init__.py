"""Charts: a specification becomes a drawing, and the drawing is proved before anyone paints it.

    ChartSpec ─registry─▶ kinds, of parts ─record─▶ Drawing ─paint─▶ SVG, PNG   proof reads it back

`compile` is the one way in. matplotlib lives in `record` and is loaded when a chart is drawn.
"""
