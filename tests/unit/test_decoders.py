"""Many threads that are the first to read a kind do not end the process."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.long

# Structs that nobody has read before, each naming the one before it, and eight threads that read
# the last one at the same moment; threads change so often that the race is met at once.
PROGRAM = """
import sys, threading
from types import ModuleType
from suffrage.belenios import strict_json
from suffrage.model import canonical
from suffrage.model.values import Ident, Value

sys.setswitchinterval(1e-6)
ways = {
    "decode": lambda kind: canonical.decode(b'{"a":{"x":"y"},"c":{"a":{}}}', kind),
    "convert": lambda kind: canonical.convert({"a": {"x": "y"}, "c": {"a": {}}}, kind),
    "belenios": lambda kind: strict_json.peek(b'{"a":{"x":"y"},"c":{"a":{}}}', kind, "kind"),
}
way = ways[sys.argv[1]]
for number in range(100):
    made = ModuleType(f"made{number}")
    sys.modules[made.__name__] = made
    made.Value, made.Ident = Value, Ident
    for depth in range(12):
        last = f"V{depth - 1} | None" if depth else "Ident | None"
        exec(
            f"class V{depth}(Value, frozen=True):\\n"
            f"    a: 'dict[str, Ident]'\\n"
            f"    b: 'tuple[Ident, ...]' = ()\\n"
            f"    c: '{last}' = None\\n",
            made.__dict__,
        )
    together, read = threading.Barrier(8), []

    def run(kind=made.V11):
        together.wait()
        read.append(way(kind).c.a)

    threads = [threading.Thread(target=run) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert read == [{}] * 8, read
print("all read")
"""


@pytest.mark.parametrize("way", ["decode", "convert", "belenios"])
def test_the_first_to_read_a_kind_may_be_many(way: str) -> None:
    line = [sys.executable, "-c", PROGRAM, way]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "all read\n"), done.stderr[-2000:]
