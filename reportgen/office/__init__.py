"""The office: who issues, and where its profile, its archive and its tables are.

    briefing folder ─find─▶ office.yaml ─read─▶ Office        保管期限表 ─retention─▶ periods

A briefing builds without one. Nothing in it runs code, and no secret is in it.
"""
