"""Answers JSON lines on standard input: runs NumPy statements and times them, for bench/numpy.mjs."""

import json
import sys
import timeit

import numpy as np


def pattern(*shape, dtype="float64"):
    """The operands of bench/operands.mjs."""
    i = np.arange(np.prod(shape), dtype=np.int64)
    return ((i * 7919 % 1009) / 1009 - 0.5).astype(dtype).reshape(shape)


def scattered(*shape, dtype="float64"):
    """Numbers hardly any two of which are the same, in no order: as in bench/operands.mjs."""
    i = np.arange(np.prod(shape), dtype=np.uint32)
    if dtype == "int32":
        return hashed(i).view(np.int32).reshape(shape)
    upper, lower = hashed(2 * i).astype(np.float64), (hashed(2 * i + 1) >> 11).astype(np.float64)
    return ((upper * 2**21 + lower) / 2**53 - 0.5).astype(dtype).reshape(shape)


def hashed(i):
    h = (i ^ (i >> 16)) * np.uint32(0x85EBCA6B)
    h = (h ^ (h >> 13)) * np.uint32(0xC2B2AE35)
    return h ^ (h >> 16)


def shuffled(*shape, dtype="float64"):
    """A million numbers at most, no two of which are the same, in no order."""
    prime = 1_000_003
    i = np.arange(np.prod(shape), dtype="int64")
    fourth = (i * i % prime) ** 2 % prime
    return (fourth * i % prime / prime - 0.5).astype(dtype).reshape(shape)


def amounts(*shape, dtype="float64"):
    """Numbers between 0 and 10, not 0."""
    return (10 * (scattered(*shape) + 0.5) + 0.001).astype(dtype)


def ascending(*shape, dtype="float64"):
    return np.arange(np.prod(shape), dtype=dtype).reshape(shape)


def positive(n, _, dtype="float64"):
    """A symmetric positive definite matrix."""
    x = np.tril(scattered(n, n))
    return (x + np.tril(x, -1).T + n * np.eye(n)).astype(dtype)


def sample(x):
    """At most 1000 elements, as `sampled` of bench/operands.mjs takes them."""
    flat = np.asarray(x).ravel()
    return flat[:: -(-flat.size // 1000)].astype(float).tolist()


def best(statement, seconds):
    """Seconds of the fastest run of `statement`, over samples of at least a quarter of `seconds`."""
    timer = timeit.Timer(statement, globals=names)
    count, least = 1, seconds / 4
    while (taken := timer.timeit(count)) < least:
        count = max(count + 1, int(1.2 * count * least / max(taken, 1e-9)))
    samples = [taken / count]
    elapsed = taken
    while elapsed < 0.75 * seconds:
        taken = timer.timeit(count)
        samples.append(taken / count)
        elapsed += taken
    return min(samples)


names = {}
for line in sys.stdin:
    request = json.loads(line)
    match request["do"]:
        case "version":
            answer = np.__version__
        case "prepare":
            names = {"np": np, "pattern": pattern, "scattered": scattered, "shuffled": shuffled, "ascending": ascending, "amounts": amounts, "positive": positive}
            exec(request["statement"], names)
            answer = None
        case "evaluate":
            answer = sample(eval(request["statement"], names))
        case "time":
            answer = best(request["statement"], request["seconds"])
    print(json.dumps(answer), flush=True)
