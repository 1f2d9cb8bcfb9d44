"""Checks: what is wrong between the facts and the finished document, before anything is written.

    dataset, document, profile, faces, drawings ─registry─▶ each check whose needs are met ─▶ Sink

A check is a file in one of the rooms, and a row in `registry`. Those of finished files are rows
that `reportgen.inspection` adds; it is the one door by which the pipeline runs them all.
"""
