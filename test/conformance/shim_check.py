"""What the package does beyond handing names over: run by shim.test.ts, prints ok."""

import math

import ndwasm as xp


def raises(error, call):
    try:
        call()
    except error:
        return True
    return False


x = xp.asarray([[1, 2, 3], [4, 5, 6]])
assert (x.dtype, x.shape, x.ndim, x.size, x.device) == (xp.int64, (2, 3), 2, 6, "cpu")
assert x.T.shape == x.mT.shape == (3, 2)
assert xp.asarray(1.0).dtype == xp.float64 and xp.asarray(2**63).dtype == xp.uint64
assert xp.asarray(1j).dtype == xp.complex128 and xp.asarray([True]).dtype == xp.bool

# Operators: of arrays, of scalars on either side, and those that write.
assert xp.all(x + x == 2 * x) and xp.all(1 - x == -(x - 1)) and xp.all(~x == -x - 1)
assert xp.all((x & 1) == x % 2) and xp.all(1 << x == 2**x) and (x / 2).dtype == xp.float64
y = xp.asarray(x, copy=True)
z = y
z += 1
z <<= 1
assert z is y and xp.all(y == 2 * (x + 1))
assert (xp.ones(2, dtype=xp.float32) + 1.5).dtype == xp.float32
assert raises(TypeError, lambda: x + "1")

# Indices.
assert int(x[1, -1]) == 6 and x[..., xp.newaxis].shape == (2, 3, 1) and x[:, ::-2].shape == (2, 2)
assert xp.all(x[x > 4] == xp.asarray([5, 6])) and x[xp.asarray([1, 0]), 0].shape == (2,)
assert x[: xp.asarray(1)].shape == (1, 3)
y[0, :] = 7
y[y > 9] = 0
assert xp.all(y == xp.asarray([[7, 7, 7], [0, 0, 0]]))
assert raises(IndexError, lambda: x[2])

# Scalars.
assert [4, 3, 2, 1][xp.asarray(2, dtype=xp.int8)] == 2 and bool(xp.asarray(0.0)) is False
assert int(xp.asarray(2**63)) == 2**63 and complex(xp.asarray(1 + 2j)) == 1 + 2j
assert bool(xp.signbit(xp.asarray(math.copysign(math.nan, -1)))) and math.isinf(float(xp.asarray(-math.inf)))
assert raises(ValueError, lambda: float(x)) and raises(TypeError, lambda: int(xp.asarray(1j)))

# Results that are no arrays, options, arguments that are left out.
assert xp.linalg.slogdet(xp.ones((1, 1))).logabsdet == 0
assert xp.finfo(xp.float32).bits == 32 and isinstance(xp.iinfo(xp.int8).max, int)
assert xp.broadcast_shapes((2, 1), (3,)) == (2, 3) and xp.result_type(xp.int8, 1) == xp.int8
assert xp.__array_namespace_info__().dtypes(kind="bool") == {"bool": xp.bool}
assert xp.arange(0, step=-1, stop=-3).shape == (3,) and int(xp.max(xp.clip(x, max=4))) == 4
assert raises(TypeError, lambda: xp.sum(x, keepdim=True)) and raises(TypeError, lambda: xp.bitwise_and(1.5, x))
assert x.__array_namespace__(api_version="2025.12") is xp
assert raises(ValueError, lambda: xp.reshape(x, (4,)))
print("ok")
