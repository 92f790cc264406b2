"""
ndwasm as a namespace of the Array API standard, for Python's test suites.

Everything is done by a Node process: this package hands names, scalars and handles over and back. It has no
arithmetic of its own.
"""

from types import ModuleType, SimpleNamespace

from .array import Array, ask
from .dtypes import dtypes
from .functions import make_functions

__array_api_version__ = "2025.12"
__version__ = __array_api_version__

globals().update(dtypes)
e, inf, nan, newaxis, pi = (ask("constant", name) for name in ("e", "inf", "nan", "newaxis", "pi"))
fft, linalg = ModuleType("ndwasm.fft"), ModuleType("ndwasm.linalg")
_info = SimpleNamespace()

for _path, _function in make_functions().items():
    _chapter, _, _name = _path.rpartition(".")
    _home = {"fft": fft, "info": _info, "linalg": linalg}.get(_chapter)
    if _home is None:
        globals()[_name] = _function
    else:
        setattr(_home, _name, _function)


def __array_namespace_info__():
    return _info
