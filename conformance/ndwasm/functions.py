"""Functions made of their signatures."""

import inspect
from inspect import Parameter
from types import SimpleNamespace

from .array import ask
from .dtypes import named
from .signatures import elements, functions
from .wire import Elements, integers

# JavaScript has one type of numbers: which of them are integers is up to the function.
_conversions = {
    "broadcast_shapes": integers,
    "finfo": lambda limits: SimpleNamespace(**{**limits, "bits": int(limits["bits"])}),
    "iinfo": lambda limits: SimpleNamespace(**integers(limits)),
    "info.capabilities": integers,
}


def make_functions():
    """The functions by their paths."""
    return {line.partition("(")[0]: _make(line) for line in functions.strip().splitlines()}


def _make(line):
    path, _, rest = line.partition("(")
    name = path.rpartition(".")[2]
    scope = {}
    exec(f"def {name}({rest}: pass", scope)
    signature = inspect.signature(scope[name])
    convert = _conversions.get(path, lambda result: result)

    def function(*args, **kwargs):
        given = signature.bind(*args, **kwargs).arguments
        return convert(named(ask("call", path, *_place(signature, given))))

    function.__name__ = function.__qualname__ = name
    function.__signature__ = signature
    return function


def _place(signature, given):
    """What is given as positional arguments, with None for what is left out before the last one, and options."""
    positional, options, left_out = [], {}, []
    for name, parameter in signature.parameters.items():
        if name not in given:
            left_out.append(None)
            continue
        values = given[name] if parameter.kind is Parameter.VAR_POSITIONAL else [given[name]]
        if name in elements:
            values = [Elements(value) for value in values]
        if parameter.kind is Parameter.KEYWORD_ONLY:
            options[name] = values[0]
        else:
            positional += [*left_out, *values]
            left_out = []
    return positional, options
