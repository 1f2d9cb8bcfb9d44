"""How light colours are, on a screen and on a printer without colour, and how far two are apart.

Both count: a red and a green of one grey are told apart by their hue alone, and a pair that differs
in print may be of one lightness on a screen.
"""

from __future__ import annotations

from functools import cache

from reportgen.charts.record.drawing import Colour

APART = 15.0            # L* between two tints that are told apart (CIE 1976, of 0 to 100)
_GREY = (0.299, 0.587, 0.114)           # as printers weigh red, green, blue (ITU-R BT.601)
_SEEN = (0.2126, 0.7152, 0.0722)        # of linear light (IEC 61966-2-1)


def luminance(colour: Colour) -> float:
    """How light a colour prints in grey, 0 to 1."""
    return _weighed(colour, _GREY)


def linear(grey: float) -> float:
    """The light that a grey of 0 to 1 gives back, 0 to 1 (IEC 61966-2-1)."""
    return grey / 12.92 if grey <= 0.04045 else float(((grey + 0.055) / 1.055) ** 2.4)


def lightness(colour: Colour) -> tuple[float, float]:
    """L* of the grey that a colour is printed as, and of the colour itself."""
    red, green, blue = colour
    seen = (linear(red), linear(green), linear(blue))
    return _star(linear(luminance(colour))), _star(_weighed(seen, _SEEN))


def step(first: tuple[float, float], second: tuple[float, float]) -> float:
    """How far two lightnesses are apart, in print or on a screen, whichever is less."""
    return min(abs(a - b) for a, b in zip(first, second, strict=True))


def contrast(first: Colour, second: Colour) -> float:
    """The contrast of two greys, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((linear(luminance(each)) for each in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def repeated(colours: tuple[Colour, ...]) -> tuple[int, ...]:
    """For each colour 0 where it is a tint of its own, `APART` from all before it; else a number.

    The first that is none gets 1, the next 2: what else must tell them apart.
    """
    tints: list[tuple[float, float]] = []
    found: list[int] = []
    for light in map(lightness, colours):
        own = all(step(light, other) >= APART for other in tints)
        if own:
            tints.append(light)
        found.append(0 if own else 1 + len(found) - len(tints))
    return tuple(found)


def _weighed(parts: tuple[float, float, float], weights: tuple[float, float, float]) -> float:
    return sum(part * weight for part, weight in zip(parts, weights, strict=True))


def _star(light: float) -> float:
    """L* of a light of 0 to 1 (CIE 1976)."""
    return float(116 * light ** (1 / 3) - 16) if light > 0.008856 else 903.3 * light
