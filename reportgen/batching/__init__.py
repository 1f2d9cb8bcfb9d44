"""Batches: one template, the facts of many units, a briefing each (docs/batch.md).

    table, folder, memory ─units─▶ Units ─plan─▶ Tasks ─supervise─▶ Results ─▶ 结果.csv

`work` makes one unit, in a process of its own that `supervise` holds to its limits; `run` joins
them. No unit can stop another, and none is passed over: each has a result, with a reason.
"""
