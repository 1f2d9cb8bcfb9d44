import sys
from pathlib import Path

# Last: modules there have the names of packages of the tests.
sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))
