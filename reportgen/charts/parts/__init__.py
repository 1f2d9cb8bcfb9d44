"""What kinds of charts are built of: axes, scales, rows, heads, label placement, the canvas.

    shape of data + Ruler ─parts─▶ calls on a Canvas

Nothing here knows a kind; `kind.Kind` is what a kind says of itself.
"""
