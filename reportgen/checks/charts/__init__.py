"""Whether charts are honest: what the facts say, on scales that do not mislead (07xx).

Looked at is the specification beside the facts it was made from; `drawings` proves what was drawn.
"""
