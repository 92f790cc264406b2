"""Data types: objects that are equal to themselves alone."""


class DType:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"ndwasm.{self.name}"


_names = (
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128"
).split()
dtypes = {name: DType(name) for name in _names}


def named(value):
    """The data types that a result names by strings, wherever they are in it."""
    if isinstance(value, str):
        return dtypes.get(value, value)
    if isinstance(value, dict):
        return {name: named(item) for name, item in value.items()}
    return value
