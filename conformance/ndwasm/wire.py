"""Values as bytes: a tag of one byte, and what the tag says. ``wire.mjs`` is the other end."""

import struct
from collections import namedtuple
from functools import lru_cache
from operator import index

_count = struct.Struct("<I")
_double = struct.Struct("<d")
_complex = struct.Struct("<dd")


class Elements:
    """A value whose integers are elements of arrays, bigints on the other side, not places or numbers of them."""

    def __init__(self, value):
        self.value = value


def integers(value):
    """The numbers in a value, which JavaScript has as floats, as integers; NaN, a length that is not known, as None."""
    if isinstance(value, tuple):
        return tuple(integers(item) for item in value)
    if isinstance(value, dict):
        return {name: integers(item) for name, item in value.items()}
    if isinstance(value, float):
        return None if value != value else int(value)
    return value


def encode(value, reference):
    """The bytes of a value; ``reference(value)`` is the handle of one that lies on the other side, or a string."""
    out = bytearray()
    _write(value, out, reference, False)
    return bytes(out)


def _write(value, out, reference, elements):
    if value is None:
        out += b"N"
    elif isinstance(value, bool):
        out += b"T" if value else b"F"
    elif isinstance(value, int):
        if elements:
            _text(b"i", str(value), out)
        else:
            out += b"d" + _double.pack(value)
    elif isinstance(value, float):
        out += b"d" + _double.pack(value)
    elif isinstance(value, complex):
        out += b"c" + _complex.pack(value.real, value.imag)
    elif isinstance(value, str):
        _text(b"s", value, out)
    elif isinstance(value, (list, tuple)):
        out += b"l" + _count.pack(len(value))
        for item in value:
            _write(item, out, reference, elements)
    elif isinstance(value, dict):
        out += b"m" + _count.pack(2 * len(value))
        for name, item in value.items():
            _text(b"s", name, out)
            _write(item, out, reference, False)
    elif isinstance(value, slice):
        out += b"z"
        for bound in (value.start, value.stop, value.step):
            _write(None if bound is None else index(bound), out, reference, False)
    elif value is Ellipsis:
        _text(b"s", "...", out)
    elif isinstance(value, Elements):
        _write(value.value, out, reference, True)
    else:
        handle = reference(value)
        if isinstance(handle, str):
            _text(b"s", handle, out)
        else:
            out += b"a" + _count.pack(handle)


def _text(tag, text, out):
    data = text.encode()
    out += tag + _count.pack(len(data)) + data


def decode(data, dereference):
    """The value in some bytes; ``dereference(handle, dtype, shape)`` stands for one that stays on the other side."""
    at = 0

    def take(layout):
        nonlocal at
        at += layout.size
        return layout.unpack_from(data, at - layout.size)

    def text():
        nonlocal at
        (length,) = take(_count)
        at += length
        return data[at - length : at].decode()

    def items():
        (count,) = take(_count)
        return [value() for _ in range(count)]

    def value():
        nonlocal at
        tag = data[at : at + 1]
        at += 1
        if tag == b"N":
            return None
        if tag in b"TF":
            return tag == b"T"
        if tag == b"d":
            return take(_double)[0]
        if tag == b"i":
            return int(text())
        if tag == b"c":
            return complex(*take(_complex))
        if tag == b"s":
            return text()
        if tag == b"l":
            return tuple(items())
        pairs = items() if tag in b"mt" else None
        if tag == b"m":
            return dict(zip(pairs[::2], pairs[1::2]))
        if tag == b"t":
            return _tuple_type(*pairs[::2])(*pairs[1::2])
        if tag == b"a":
            (handle,) = take(_count)
            return dereference(handle, value(), value())
        raise ValueError(f"no value has the tag {tag!r}")

    return value()


@lru_cache(maxsize=None)
def _tuple_type(*names):
    return namedtuple("Result", names)
