"""Parts of `tools/build_fonts.py`. Maintainers run it; the program and its users never do."""
