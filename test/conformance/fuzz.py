"""
A differential fuzz: random calls of ndwasm, through the package in conformance/, beside the same calls of NumPy.

`python fuzz.py EXAMPLES SEED` prints ok, or the smallest call found for which they differ.
"""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "fixtures"), str(Path(__file__).parents[2] / "conformance")]

import numpy as np
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

import ndwasm
from cases import REFUSALS, Big, call, depends_on_machine
from random_calls import CALLS

# As test/cases/fuzz.test.ts allows.
UNITS = 24
# Their factor is rounded itself.
FACTORS = {"deg2rad", "rad2deg"}


def main(examples, start):
    @seed(start)
    @settings(max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(CALLS, st.booleans())
    def agree(asked, reverse):
        fn, args, options = asked
        # The package has the functions of the standard, and a few of those beyond it.
        assume(hasattr(ndwasm, fn))
        try:
            expected = call(fn, args, options)
        except REFUSALS:
            expected = None
        try:
            found = ask(fn, args, options, reverse)
        except (TypeError, ValueError, IndexError) as error:
            assert expected is None, f"{fn} refuses {args} {options}: {error}"
            return
        assert expected is not None, f"{fn} takes {args} {options}, NumPy does not: {found}"
        compare(fn, args, expected, found)

    agree()


def ask(fn, args, options, reverse):
    """The call through the package; arrays are views with negative strides if `reverse` is true."""
    return getattr(ndwasm, fn)(*(hand_over(arg, reverse) for arg in args), **options)


def hand_over(value, reverse):
    if isinstance(value, (list, tuple)):
        return type(value)(hand_over(item, reverse) for item in value)
    if isinstance(value, np.ndarray):
        dtype = getattr(ndwasm, value.dtype.name)
        if not reverse:
            return ndwasm.reshape(ndwasm.asarray(value.ravel().tolist(), dtype=dtype), value.shape)
        return ndwasm.flip(hand_over(np.asarray(np.flip(value)), False))
    if isinstance(value, Big):
        return int(value)
    return getattr(ndwasm, value) if isinstance(value, str) and hasattr(np, value) else value


def compare(fn, args, expected, found):
    if isinstance(expected, (tuple, list)):
        assert len(expected) == len(found), f"{fn} of {args}: {len(found)} results, not {len(expected)}"
        for each, other in zip(expected, found):
            compare(fn, args, each, other)
        return
    expected = np.asarray(expected)
    what = f"{fn} of {args}: {found}, not {expected}"
    assert found.dtype.name == expected.dtype.name, f"{what}: {found.dtype}, not {expected.dtype}"
    assert found.shape == expected.shape, f"{what}: shape {found.shape}, not {expected.shape}"
    flat = ndwasm.reshape(found, (-1,)) if expected.size else []
    scalar = {"b": bool, "i": int, "u": int, "f": float, "c": complex}[expected.dtype.kind]
    values = np.array([scalar(flat[i]) for i in range(expected.size)], expected.dtype).reshape(expected.shape)
    if fn in FACTORS or depends_on_machine(fn, args, expected):
        units = UNITS * np.finfo(expected.dtype).eps
        np.testing.assert_allclose(values, expected, rtol=units, atol=0, err_msg=what)
    else:
        np.testing.assert_array_equal(values, expected, err_msg=what)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
    print("ok")
