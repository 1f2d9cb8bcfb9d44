"""The program without Python: what goes into its folder, and its two programs."""
