from PIL import Image
from support import photographs as ph

from reportgen.images.same_pixels import same_pixels


def test_the_same_however_encoded() -> None:
    image = ph.scene(160, 120)
    assert same_pixels(ph.png(image), ph.png(image, compress_level=0)) is True
    assert same_pixels(ph.png(image), ph.encoded(image, "BMP")) is True


def test_another_pixel() -> None:
    image = ph.scene(160, 120)
    other = image.copy()
    other.putpixel((7, 7), (1, 2, 3))
    assert same_pixels(ph.png(image), ph.png(other)) is False
    assert same_pixels(ph.png(image), ph.png(image.resize((80, 60)))) is False
    assert same_pixels(ph.png(image), ph.jpeg(image)) is False


def test_what_cannot_be_decoded() -> None:
    whole = ph.png(Image.new("L", (9, 9)))
    for other in (b"", b"not an image", ph.torn_png(ph.scene()), ph.png_claiming(60_000, 60_000),
                  ph.jpeg_claiming(60_000, 60_000), b"\xd7\xcd\xc6\x9a" + bytes(80)):
        assert same_pixels(whole, other) is None
