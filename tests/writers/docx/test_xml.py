import pytest
from lxml import etree
from support.docx.readback import brief

from reportgen.writers.docx.xml import NAMESPACES, node, qualified, root, text, w


def test_none_is_left_out() -> None:
    assert brief(w("p", None, w("r"), jc=None)) == "<p><r/></p>"


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (True, "1"), (False, "0"), ("a", "a")])
def test_values_become_text(value: str | int, written: str) -> None:
    assert brief(w("b", val=value)) == f'<b val="{written}"/>'


def test_attributes_of_other_namespaces() -> None:
    blip = node("a:blip", r__embed="rId1", cx=3)
    assert blip.get(qualified("r:embed")) == "rId1"
    assert blip.get("cx") == "3"


def test_text_keeps_its_spaces_and_escapes_itself() -> None:
    written = etree.tostring(text(" <国> & ")).decode()
    assert 'xml:space="preserve"' in written
    assert etree.fromstring(written).text == " <国> & "


def test_root_declares_each_namespace_once() -> None:
    part = etree.tostring(root("w:document", [w("body", w("p"), w("p"))], "w r")).decode()
    assert part.count("xmlns:w=") == part.count("xmlns:r=") == 1
    assert NAMESPACES["a"] not in part
