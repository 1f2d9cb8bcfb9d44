"""What a file of ours carries of itself: its facts and their places, its pictures and edges.

    values ─packing─▶ text that a writer puts into a file, and a reader takes out again

Format-neutral: the adapters are `writers.docx.provenance` and `proof.word.provenance`.
"""
