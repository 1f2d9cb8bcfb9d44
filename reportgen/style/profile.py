"""Profiles: the numbers of a page, read from YAML, each with its unit, clause and tolerance.

A profile is a flat table of dotted keys. `extends` at the top takes another profile and changes it
key by key; `extends` inside `styles` takes another style of the same profile. The profiles of the
package share a foundation, which is no profile itself; only they may add keys to what they extend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from reportgen.diagnostics import NOWHERE, Family, Sink, Span, failure
from reportgen.frozen import frozen
from reportgen.sources.nearest import asked, question
from reportgen.style.inherit import Bases, bases, followers, inherited, overlaid
from reportgen.style.keys import chinese, english, likely, spelt
from reportgen.style.paper import brought
from reportgen.style.reading import read_settings
from reportgen.style.schema import Schema
from reportgen.style.setting import Setting
from reportgen.units import Em, Length, Mm, Pt
from reportgen.world import PACKAGE, PACKAGED, DiskWorld, World

FOLDER = PACKAGE / "style" / "profiles"
DEFAULT = "jianbao"
DEEPEST = 16        # files of a unit that extend each other: a village's, its county's, and more
FOUNDATION = "common"
_NAME = "name: "


@frozen
class TextStyle:
    """How a kind of text is set.

    `em` is the character pitch that widths are measured in: equal to `size` but for body text,
    whose glyphs of 16 pt stand 15.793 pt apart so that 28 of them fill a line.
    """

    name: str
    role: str
    size: Length
    em: Length
    pitch: Length
    align: str
    indent: float = 0.0     # first line, in ems
    side: float = 0.0       # both sides, in ems


@frozen
class Face:
    """What the Word file calls a role's face, its alternative name, and its Latin companion."""

    word: str
    alt: str
    latin: str


@frozen
class Profile:
    """All settings of one kind of page, by dotted key: `page.top`, `styles.body.size`."""

    name: str
    settings: Mapping[str, Setting]
    base: Profile | None = field(default=None, repr=False, compare=False)   # what it extends
    kind: str = ""      # of document: 简报, 文件; it decides what the front matter may say
    bases: Bases = field(default_factory=dict, repr=False, compare=False)   # of its styles

    def text(self, key: str) -> str:
        """The value as written."""
        return self.settings[key].value

    def number(self, key: str) -> float:
        """The value as a number, whatever its unit."""
        return float(Decimal(self.settings[key].value))

    def flag(self, key: str) -> bool:
        """A yes or no."""
        return self.settings[key].value == "true"

    def told(self, key: str, value: str) -> Profile:
        """The profile with another value for a key that the command line may tell."""
        return replace(
            self, settings={**self.settings, key: replace(self.settings[key], value=value)})

    def length(self, key: str) -> Length:
        """The value as a length: mm, pt, twip, 字 (body ems) or 行 (body line pitches)."""
        setting = self.settings[key]
        value = float(Decimal(setting.value))
        match setting.unit:
            case "mm":
                return Mm(value)
            case "twip":
                return Pt(value / 20)
            case "字":
                return Em(value, self.length("styles.body.em"))
            case "行":
                return Em(value, self.length("page.pitch"))
            case _:
                return Pt(value)

    def colour(self, key: str) -> tuple[float, float, float]:
        """An RGB colour, components from 0 to 1."""
        code = self.text(f"colours.{key}").lstrip("#")
        red, green, blue = (int(code[i : i + 2], 16) / 255 for i in (0, 2, 4))
        return red, green, blue

    def face(self, role: str) -> Face:
        """The Word names of a face role."""
        word, alt, latin = (self.text(f"faces.{role}.{key}") for key in ("word", "alt", "latin"))
        return Face(word, alt, latin or word)

    def style(self, name: str) -> TextStyle:
        """A text style by its name."""
        key = f"styles.{name}."
        size = self.length(key + "size")
        return TextStyle(
            name, self.text(key + "role"), size,
            self.length(key + "em") if key + "em" in self.settings else size,
            self.length(key + "pitch"), self.text(key + "align"),
            self.number(key + "indent") if key + "indent" in self.settings else 0.0,
            self.number(key + "side") if key + "side" in self.settings else 0.0,
        )

    @property
    def root(self) -> Profile:
        """The packaged profile below a unit's own, or below its county's."""
        return self.base.root if self.base is not None else self

    def place(self, *keys: str) -> Span:
        """Where a unit's file sets one of these, the first it sets; NOWHERE when none does."""
        packaged = self.root.settings
        own = (key for key in keys if self.settings[key] is not packaged[key])
        return next((self.settings[key].span for key in own), NOWHERE)

    def said(self, key: str) -> str:
        """How a message names a key: as the unit wrote it, else in the language of its file."""
        own = self.settings[key].written
        return own if own and english(own) == key else spelt(key, self.settings)

    @property
    def roles(self) -> tuple[str, ...]:
        """The face roles this profile knows."""
        parts = (key.split(".") for key in self.settings)
        return tuple(dict.fromkeys(p[1] for p in parts if p[0] == "faces" and len(p) > 2))


def load_profile(name: str = DEFAULT, world: World | None = None) -> Profile:
    """A profile by its packaged name, or by the path of a user's own file (`….yaml`)."""
    if name in packaged() and not name.endswith(".yaml"):
        return _packaged(name)
    return read_profile(Path(name), world or DiskWorld())


def named(name: str) -> str | None:
    """The packaged name of a profile, told by that name or by what it calls itself: 简报."""
    if name in packaged():
        return name
    return next((key for key in packaged() if _label(key) == name), None)


def _label(name: str) -> str:
    """What a packaged profile calls itself, without reading all of it: there is one in a line."""
    text = PACKAGED.read(FOLDER / f"{name}.yaml").decode()
    return next(line for line in text.splitlines() if line.startswith(_NAME)).removeprefix(_NAME)


def packaged() -> tuple[str, ...]:
    """The names of the profiles that come with the program."""
    names = (Path(name).stem for name in PACKAGED.names_in(FOLDER))
    return tuple(name for name in names if name != FOUNDATION)


@cache
def _packaged(name: str) -> Profile:
    """A packaged profile, or their foundation."""
    sink = Sink()
    settings = read_settings(FOLDER / f"{name}.yaml", PACKAGED, sink)
    settings = {key: replace(each, written="") for key, each in settings.items()}
    label, kind = (settings.pop(key, Setting("")).value for key in ("name", "kind"))
    known = bases(settings)
    if "extends" in settings:
        base = _packaged(settings.pop("extends").value)
        settings, known = {**base.settings, **settings}, {**base.bases, **known}
    settings = inherited(settings, sink)
    sink.raise_errors(Family.INPUT)
    return Profile(label, settings, kind=kind, bases=known)


def read_profile(path: Path, world: World, through: tuple[Path, ...] = ()) -> Profile:
    """Read a profile file of a unit; every problem is reported at once (E0151 to E0155).

    What it extends is a packaged profile, or another file, told from where it stands itself;
    `through` are the files that led here.
    """
    sink = Sink()
    settings = read_settings(path, world, sink)
    base = settings.pop("extends", None)
    label = settings.pop("name", Setting(path.stem)).value
    if base is None:
        word = spelt("extends", settings)
        raise failure("E0133", "版式文件没有写从哪一个版式改起", Span(str(path), 1),
                      f"在文件开头写明“{word}: {_packaged(DEFAULT).name}”，或别的版式")
    parent = _parent(base, (*through, path), world)
    known = {**parent.bases, **bases(settings)}
    settings = _over(parent, settings, sink)
    sink.raise_errors(Family.INPUT)
    return Profile(label, settings, parent, parent.kind, known)


def _parent(base: Setting, through: tuple[Path, ...], world: World) -> Profile:
    """The profile that the last of the files `through` extends."""
    if key := named(base.value):
        return _packaged(key)
    path, word = through[-1].parent / base.value, base.written
    if path.suffix not in (".yaml", ".yml"):
        known = [label for key in packaged() for label in (_packaged(key).name, key)]
        raise failure("E0133", f"没有“{base.value}”这个版式", base.span,
                      *(asked(base.value, known, most=1)
                        or (f"随程序的有 {'、'.join(known[::2])}",)),
                      f"别的版式文件照实写文件名，如 {word}: 本县.yaml")
    if len(through) > DEEPEST:
        raise failure("E0156", f"版式文件一个继承一个，超过了 {DEEPEST} 层", base.span,
                      f"从近一些的版式文件改起，或从随程序的，如 {word}: {_packaged(DEFAULT).name}")
    if world.resolve(path) in map(world.resolve, through):
        chain = " → ".join(each.name for each in (*through, path))
        raise failure("E0156", f"版式文件绕了一圈，继承到自己：{chain}", base.span,
                      f"写成“{word}: {_packaged(DEFAULT).name}”，或别的不绕回来的版式")
    return read_profile(path, world, through)


def _unknown(key: str, setting: Setting, known: Mapping[str, Setting], sink: Sink) -> None:
    """E0151: a slip of the pen, a group taken for a value, or what only packaged profiles say."""
    name, place = setting.written, setting.span
    inner = next((each for each in known if each.startswith(f"{key}.")), "")
    if key == "kind":
        word = "extends" if name.isascii() else chinese("extends")
        message = f"“{name}”不在这里写：文种随继承的版式"
        hint = "删去这一行" + (f"，写 {word}: {setting.value}" if named(setting.value) else "")
    elif inner:
        item = (inner if name == key else chinese(inner)).rpartition(".")[2]
        message = f"版式里的“{name}”下面要分项写，不能直接写值"
        hint = f"如 {name.rpartition('.')[2]}: {{{item}: …}}；各项见 reportgen docs 版式"
    else:
        above = name[:len(name) - setting.key.length] if setting.key.line else ""
        near = likely(name, known)
        near, place = near.removeprefix(above), setting.key if near.startswith(above) else place
        message = f"版式里没有“{name}”这一项"
        hint = question([near]) if near else "可改的项：reportgen docs 版式"
    sink.error("E0151", message, place, hint)


def _over(parent: Profile, own: Mapping[str, Setting], sink: Sink) -> dict[str, Setting]:
    """The settings of `parent` changed by `own`; a key that is not there is a slip of the pen."""
    merged = dict(parent.settings)
    schema = Schema(parent.settings, parent.roles, sink)
    told = overlaid(parent.settings, own, sink)
    for key, setting in told.items():
        if key not in merged:
            _unknown(key, setting, merged, sink)
            continue
        fitted = schema.fitted(key, setting)
        changed = replace(fitted, clause=setting.clause or "本单位")
        for each in (key, *followers(key, parent.settings, parent.bases, told)):
            merged[each] = changed
    for key, setting in brought(merged, told, lambda key: Profile("", merged).length(key).pt):
        for each in (key, *followers(key, parent.settings, parent.bases, told)):
            merged[each] = setting
    return merged
