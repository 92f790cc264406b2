"""The Node process that holds the arrays."""

import atexit
import os
import struct
import subprocess
from pathlib import Path

from .wire import decode, encode

_length = struct.Struct("<I")
_server = Path(__file__).parent.parent / "server.mjs"


class LinAlgError(ValueError):
    """A matrix for which a factorization or a solution does not exist."""


_exceptions = {
    "AxisError": IndexError,
    "DTypeError": TypeError,
    "IndexError": IndexError,
    "LinAlgError": LinAlgError,
    "RangeError": ValueError,
    "ShapeError": ValueError,
    "TypeError": TypeError,
}


class Process:
    """Asks Node to do things. Handles that are given to ``release`` go along with the next request."""

    def __init__(self, reference, dereference):
        self._reference = reference
        self._dereference = dereference
        self._released = []
        node = os.environ.get("NDWASM_NODE", "node")
        self._process = subprocess.Popen(
            [node, str(_server)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=_server.parent
        )
        atexit.register(self._process.stdin.close)

    def ask(self, operation, *arguments):
        released, self._released = self._released, []
        request = encode([released, operation, *arguments], self._reference)
        pipe = self._process.stdin
        pipe.write(_length.pack(len(request)) + request)
        pipe.flush()
        succeeded, *answer = decode(self._read(*_length.unpack(self._read(4))), self._dereference)
        if succeeded:
            return answer[0]
        name, message = answer
        raise _exceptions.get(name, RuntimeError)(message)

    def release(self, handle):
        self._released.append(handle)

    def _read(self, length):
        data = self._process.stdout.read(length)
        if len(data) < length:
            raise RuntimeError("the Node process has ended")
        return data
