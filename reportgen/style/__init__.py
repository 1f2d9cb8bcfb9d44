"""Style: every measure of the page as data, with its unit and clause.

    packaged YAML + the unit's own file ─profile─▶ Profile
"""
