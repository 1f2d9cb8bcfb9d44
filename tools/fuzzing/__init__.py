"""What `tools/fuzz.py` is made of: samples, mutations of them, and a judge of what came out."""
