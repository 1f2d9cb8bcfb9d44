import importlib.util
import sys
from pathlib import Path

# By its file: with the whole folder on the path, modules there would hide packages of the tests.
_FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "processes.py"
_SPEC = importlib.util.spec_from_file_location("processes", _FILE)
assert _SPEC
assert _SPEC.loader
sys.modules["processes"] = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(sys.modules["processes"])
