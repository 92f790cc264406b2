"""The array object: a handle, with Python's operators on the methods of the array that it stands for."""

import operator
import os

from .dtypes import DType, dtypes
from .process import Process
from .wire import Elements, integers

_scalars = (bool, int, float, complex)


class Array:
    """An array on the JavaScript side. It is given back when Python drops it."""

    def __init__(self, handle, dtype, shape):
        self._handle = handle
        self.dtype = dtype
        self.shape = shape

    def __del__(self):
        _process.release(self._handle)

    @property
    def ndim(self):
        return integers(self._attribute("ndim"))

    @property
    def size(self):
        return integers(self._attribute("size"))

    @property
    def device(self):
        return self._attribute("device")

    @property
    def T(self):
        return self._attribute("T")

    @property
    def mT(self):
        return self._attribute("mT")

    def _attribute(self, name):
        return ask("attribute", self, name)

    def _call(self, name, *args):
        return ask("method", self, name, args)

    def _item(self):
        value = self._call("item")
        # JavaScript has small integers as floats.
        return int(value) if isinstance(value, float) and "int" in self.dtype.name else value

    def __bool__(self):
        return bool(self._item())

    def __int__(self):
        return int(self._item())

    def __float__(self):
        return float(self._item())

    def __complex__(self):
        return complex(self._item())

    def __index__(self):
        return operator.index(self._item())

    def __getitem__(self, key, /):
        return self._call("at", *_items(key))

    def __setitem__(self, key, value, /):
        self._call("set", Elements(value), *_items(key))

    def __array_namespace__(self, /, *, api_version=None):
        import ndwasm

        if api_version in (None, ndwasm.__array_api_version__):
            return ndwasm
        raise ValueError(f"there is no version {api_version} of the namespace")

    def __dlpack__(self, /, *, stream=None, max_version=None, dl_device=None, copy=None):
        options = {"stream": stream, "max_version": max_version, "dl_device": dl_device, "copy": copy}
        return self._call("__dlpack__", {name: value for name, value in options.items() if value is not None})

    def __dlpack_device__(self, /):
        return tuple(int(part) for part in self._call("__dlpack_device__"))

    def to_device(self, device, /, *, stream=None):
        return self._call("to_device", device, {} if stream is None else {"stream": stream})

    def __repr__(self):
        return self._call("toString")


def _items(key):
    return key if isinstance(key, tuple) else (key,)


def _unary(name):
    def method(self, /):
        return self._call(name)

    return method


def _binary(name):
    def method(self, other, /):
        return self._call(name, Elements(other)) if _is_operand(other) else NotImplemented

    return method


def _reflected(name):
    def method(self, other, /):
        return ask("call", name, [Elements(other), self], {}) if _is_operand(other) else NotImplemented

    return method


def _in_place(name):
    def method(self, other, /):
        if not _is_operand(other):
            return NotImplemented
        self._call(f"i{name}", Elements(other))
        return self

    return method


def _is_operand(other):
    return isinstance(other, (Array, *_scalars))


for _operator, _name in {
    "abs": "abs",
    "invert": "bitwise_invert",
    "neg": "negative",
    "pos": "positive",
}.items():
    setattr(Array, f"__{_operator}__", _unary(_name))

for _operator, _name in {
    "eq": "equal",
    "ge": "greater_equal",
    "gt": "greater",
    "le": "less_equal",
    "lt": "less",
    "ne": "not_equal",
}.items():
    setattr(Array, f"__{_operator}__", _binary(_name))

for _operator, _name in {
    "add": "add",
    "and": "bitwise_and",
    "floordiv": "floor_divide",
    "lshift": "bitwise_left_shift",
    "matmul": "matmul",
    "mod": "remainder",
    "mul": "multiply",
    "or": "bitwise_or",
    "pow": "pow",
    "rshift": "bitwise_right_shift",
    "sub": "subtract",
    "truediv": "divide",
    "xor": "bitwise_xor",
}.items():
    setattr(Array, f"__{_operator}__", _binary(_name))
    setattr(Array, f"__r{_operator}__", _reflected(_name))
    # Lazy arrays cannot be written to: Python makes `x += y` of them `x = x + y`.
    if os.environ.get("NDWASM_LIKE") != "lazy":
        setattr(Array, f"__i{_operator}__", _in_place(_name))


def _reference(value):
    if isinstance(value, Array):
        return value._handle
    if isinstance(value, DType):
        return value.name
    raise TypeError(f"{value!r} is nothing that ndwasm takes")


def _dereference(handle, dtype, shape):
    return Array(handle, dtypes.get(dtype), integers(shape))


_process = Process(_reference, _dereference)
ask = _process.ask
