"""Photographs: read by what they are, made ready to print. Only `develop` knows Pillow."""
