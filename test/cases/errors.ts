/** Bad input: what each function says to it. */
import * as np from "../../src/index.ts";

export interface BadInput {
  /** The function that refuses, as its message starts. */
  readonly id: string;
  readonly error: string;
  /** What the message shows of the input. */
  readonly value: string;
  readonly call: () => unknown;
}

/** Operands of the calls: none of them may change. */
export interface Operands {
  /** 2 x 3, float64. */
  readonly x: np.WasmArray;
  /** 3, int32. */
  readonly ints: np.WasmArray;
  /** 2 x 2, float32, with a NaN, and with an infinity. */
  readonly nan: np.WasmArray;
  readonly infinite: np.WasmArray;
}

export const makeOperands = (): Operands => ({
  x: np.asarray([
    [1, 2, 3],
    [4, 5, 6],
  ]),
  ints: np.asarray([1, 2, 3], { dtype: "int32" }),
  nan: np.asarray(
    [
      [1, 2],
      [Number.NaN, 4],
    ],
    { dtype: "float32" },
  ),
  infinite: np.asarray(
    [
      [1, Number.NEGATIVE_INFINITY],
      [3, 4],
    ],
    { dtype: "float32" },
  ),
});

type Row = readonly [id: string, error: string, value: string, call: () => unknown];
// biome-ignore lint/suspicious/noExplicitAny: calls that the types forbid are what this is about
const f = np as any;
const reductions = ["sum", "prod", "min", "max", "mean", "var", "std", "any", "all"];
const binaries = ["add", "subtract", "multiply", "divide", "floor_divide", "remainder", "pow"];
const comparisons = ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"];

const tables: { readonly [topic: string]: (operands: Operands) => readonly Row[] } = {
  "ragged nesting": ({ x }) => [
    ["asarray", "ShapeError", "[1]", () => f.asarray([[1, 2], [3]])],
    ["asarray", "ShapeError", "[1]", () => f.asarray([[1, 2], 3])],
    ["asarray", "ShapeError", "[1]", () => f.asarray([1, [2]])],
    [
      "asarray",
      "ShapeError",
      "[1][0]",
      () =>
        f.asarray([
          [[1], [2]],
          [[3, 4], [5]],
        ]),
    ],
    ["asarray", "ShapeError", "[1]", () => f.asarray([new Float64Array(2), new Float64Array(3)])],
    ["sum", "ShapeError", "[1]", () => f.sum([[1, 2], [3]])],
    ["add", "ShapeError", "[1]", () => f.add(x, [[1, 2], [3]])],
  ],

  "no array": () => [
    ["sum", "TypeError", "text", () => f.sum("text")],
    ["sum", "TypeError", "null", () => f.sum(null)],
    ["sum", "TypeError", "undefined", () => f.sum(undefined)],
    ["sum", "TypeError", "Date", () => f.sum(new Date())],
    ["asarray", "TypeError", "Object", () => f.asarray({})],
    ["asarray", "TypeError", "[1]", () => f.asarray([1, "2"])],
    ["add", "TypeError", "text", () => f.add(1, "text")],
    ["concat", "TypeError", "1", () => f.concat(1)],
  ],

  "unknown dtype": ({ x }) => [
    ...["zeros", "ones", "empty"].map(
      (id): Row => [id, "DTypeError", "'float16'", () => f[id]([2], { dtype: "float16" })],
    ),
    ["asarray", "DTypeError", "'int'", () => f.asarray([1], { dtype: "int" })],
    ["asarray", "DTypeError", "'toString'", () => f.asarray([1], { dtype: "toString" })],
    ["full", "DTypeError", "64", () => f.full([2], 1, { dtype: 64 })],
    ["arange", "DTypeError", "'f8'", () => f.arange(0, 3, 1, { dtype: "f8" })],
    ["linspace", "DTypeError", "'f8'", () => f.linspace(0, 1, 3, { dtype: "f8" })],
    ["eye", "DTypeError", "'f8'", () => f.eye(2, 2, { dtype: "f8" })],
    ["zeros_like", "DTypeError", "'f8'", () => f.zeros_like(x, { dtype: "f8" })],
    ["astype", "DTypeError", "'float7'", () => f.astype(x, "float7")],
    ["sum", "DTypeError", "'f8'", () => f.sum(x, { dtype: "f8" })],
    ["prod", "DTypeError", "'f8'", () => f.prod(x, { dtype: "f8" })],
    ["result_type", "DTypeError", "'int9'", () => f.result_type("int8", "int9")],
  ],

  "a dtype that the function does not take": ({ x }) => [
    ["subtract", "DTypeError", "bool", () => f.subtract([true], [false])],
    ["negative", "DTypeError", "bool", () => f.negative([true])],
    ["floor_divide", "DTypeError", "complex128", () => f.floor_divide(x, { re: 1, im: 1 })],
    ["remainder", "DTypeError", "complex128", () => f.remainder([{ re: 1, im: 1 }], x)],
    ["add", "DTypeError", "300", () => f.add(f.zeros([2], { dtype: "uint8" }), 300)],
    ["add", "DTypeError", "-1", () => f.add(f.zeros([2], { dtype: "uint64" }), -1)],
    ["asarray", "DTypeError", "300", () => f.asarray([1, 300], { dtype: "int8" })],
    ["asarray", "DTypeError", "NaN", () => f.asarray([Number.NaN], { dtype: "int32" })],
    ["full", "DTypeError", "-1", () => f.full([2], -1, { dtype: "uint16" })],
  ],

  "negative, fractional and overflowing shapes": ({ x }) => [
    ...["zeros", "ones", "empty"].flatMap((id): Row[] => [
      [id, "ShapeError", "-1", () => f[id](-1)],
      [id, "ShapeError", "-3", () => f[id]([2, -3])],
      [id, "ShapeError", "1.5", () => f[id](1.5)],
      [id, "ShapeError", "NaN", () => f[id]([Number.NaN])],
      [id, "ShapeError", "Infinity", () => f[id]([2, Number.POSITIVE_INFINITY])],
      [id, "ShapeError", "4294967296", () => f[id]([2 ** 32, 2 ** 32])],
      [id, "ShapeError", "9007199254740992", () => f[id]([0, 2 ** 53])],
      [id, "TypeError", "2", () => f[id](["2"])],
      [id, "TypeError", "undefined", () => f[id]()],
    ]),
    ["full", "ShapeError", "-1", () => f.full([-1], 0)],
    ["eye", "ShapeError", "-1", () => f.eye(-1)],
    ["eye", "ShapeError", "2.5", () => f.eye(2, 2.5)],
    ["linspace", "ShapeError", "-1", () => f.linspace(0, 1, -1)],
    ["linspace", "ShapeError", "2.5", () => f.linspace(0, 1, 2.5)],
    ["reshape", "ShapeError", "[7]", () => f.reshape(x, [7])],
    ["reshape", "ShapeError", "[-1, -1]", () => f.reshape(x, [-1, -1])],
    ["reshape", "ShapeError", "[4, -1]", () => f.reshape(x, [4, -1])],
    ["reshape", "ShapeError", "1.5", () => f.reshape(x, [1.5, 4])],
    ["reshape", "ShapeError", "-2", () => f.reshape(x, [-2, -3])],
    ["broadcast_to", "ShapeError", "-2", () => f.broadcast_to(x, [-2, 3])],
    ["broadcast_to", "ShapeError", "9007199254740992", () => f.broadcast_to(x, [2 ** 53, 2, 3])],
  ],

  "axes out of range or repeated": ({ x, ints }) => [
    ...reductions.flatMap((id): Row[] => [
      [id, "AxisError", "axis 2 ", () => f[id](x, { axis: 2 })],
      [id, "AxisError", "axis -3 ", () => f[id](x, { axis: -3 })],
      [id, "AxisError", "axis 5 ", () => f[id](x, { axis: [0, 5] })],
      [id, "AxisError", "twice", () => f[id](x, { axis: [1, 1] })],
      [id, "AxisError", "twice", () => f[id](x, { axis: [0, -2] })],
      [id, "TypeError", "0.5", () => f[id](x, { axis: 0.5 })],
      [id, "TypeError", "0", () => f[id](x, { axis: "0" })],
    ]),
    ...["argmin", "argmax"].flatMap((id): Row[] => [
      [id, "AxisError", "axis 2 ", () => f[id](x, { axis: 2 })],
      [id, "AxisError", "axis -3 ", () => f[id](x, { axis: -3 })],
      [id, "TypeError", "0.5", () => f[id](x, { axis: 0.5 })],
    ]),
    ["linalg.vector_norm", "AxisError", "axis 2 ", () => f.linalg.vector_norm(x, { axis: 2 })],
    ["linalg.norm", "AxisError", "twice", () => f.linalg.norm(x, { axis: [1, -1] })],
    ["diagonal", "AxisError", "twice", () => f.diagonal(x, { axis1: 1 })],
    ["trace", "AxisError", "axis 2 ", () => f.trace(x, { axis2: 2 })],
    ["linalg.cross", "AxisError", "axis 2 ", () => f.linalg.cross(x, x, { axis: 2 })],
    ["permute_dims", "AxisError", "axis 2 ", () => f.permute_dims(x, [0, 2])],
    ["permute_dims", "AxisError", "twice", () => f.permute_dims(x, [1, 1])],
    ["concat", "AxisError", "axis 2 ", () => f.concat([x, x], { axis: 2 })],
    ["stack", "AxisError", "axis 3 ", () => f.stack([x, x], { axis: 3 })],
    ["flip", "AxisError", "axis 2 ", () => f.flip(x, { axis: 2 })],
    ["flip", "AxisError", "twice", () => f.flip(x, { axis: [0, 0] })],
    ["expand_dims", "AxisError", "axis 3 ", () => f.expand_dims(x, 3)],
    ["expand_dims", "AxisError", "axis -4 ", () => f.expand_dims(x, -4)],
    ["squeeze", "AxisError", "axis 2 ", () => f.squeeze(x, 2)],
    ["squeeze", "ShapeError", "1", () => f.squeeze(x, 1)],
    ["tensordot", "AxisError", "axis 2 ", () => f.tensordot(x, x, { axes: [[2], [0]] })],
    [
      "tensordot",
      "AxisError",
      "twice",
      () =>
        f.tensordot(x, x, {
          axes: [
            [0, 0],
            [0, 1],
          ],
        }),
    ],
    ["tensordot", "AxisError", "3", () => f.tensordot(x, x, { axes: 3 })],
    ["tensordot", "AxisError", "-1", () => f.tensordot(x, x, { axes: -1 })],
    ["tensordot", "TypeError", "0.5", () => f.tensordot(x, x, { axes: 0.5 })],
    ["tensordot", "TypeError", "0,1,2", () => f.tensordot(x, x, { axes: [0, 1, 2] })],
    ["vecdot", "AxisError", "axis 1 ", () => f.vecdot(x, ints, { axis: 1 })],
    ["vecdot", "AxisError", "dimension 0", () => f.vecdot(1, ints)],
    ["sum", "AxisError", "axis 1 ", () => f.sum(ints, { axis: 1 })],
    ["sum", "AxisError", "axis 0 ", () => f.sum(1, { axis: 0 })],
  ],

  "shapes that do not fit": ({ x, ints }) => [
    ...[...binaries, ...comparisons].map((id): Row => [id, "ShapeError", "[2]", () => f[id](x, [1, 2])]),
    ["where", "ShapeError", "[2]", () => f.where([true, false], x, ints)],
    ["broadcast_arrays", "ShapeError", "[2]", () => f.broadcast_arrays(x, [1, 2])],
    ["broadcast_to", "ShapeError", "[2, 4]", () => f.broadcast_to(x, [2, 4])],
    ["broadcast_to", "ShapeError", "[3]", () => f.broadcast_to(x, [3])],
    ["concat", "ShapeError", "[3]", () => f.concat([x, ints])],
    ["concat", "ShapeError", "[2, 2]", () => f.concat([x, f.ones([2, 2])])],
    ["concat", "ShapeError", "", () => f.concat([])],
    ["stack", "ShapeError", "[3]", () => f.stack([x, ints])],
    ["stack", "ShapeError", "", () => f.stack([])],
    ["matmul", "ShapeError", "2 is different from 3", () => f.matmul(x, x)],
    ["matmul", "ShapeError", "2 is different from 3", () => f.matmul(ints, [1, 2])],
    ["matmul", "ShapeError", "has 0", () => f.matmul(x, 2)],
    ["tensordot", "ShapeError", "[2, 3]", () => f.tensordot(x, x, { axes: 1 })],
    ["tensordot", "ShapeError", "2 axes", () => f.tensordot(x, x, { axes: [[0, 1], [0]] })],
    ["vecdot", "ShapeError", "3 and 2", () => f.vecdot(x, [1, 2])],
    ["vecdot", "ShapeError", "[4]", () => f.vecdot(x, f.ones([4, 3]))],
    ["dot", "ShapeError", "2 is different from 3", () => f.dot(x, x)],
    ["inner", "ShapeError", "[2]", () => f.inner(x, [1, 2])],
    ["vdot", "ShapeError", "6 and 3", () => f.vdot(x, ints)],
    ["linalg.outer", "ShapeError", "2 dimensions", () => f.linalg.outer(ints, x)],
    ["min", "ShapeError", "", () => f.min([])],
    ["max", "ShapeError", "", () => f.max(f.zeros([3, 0]), { axis: 1 })],
    ["argmax", "ShapeError", "", () => f.argmax([])],
    ["linalg.qr", "ShapeError", "1-dimensional", () => f.linalg.qr(ints)],
    ["linalg.matrix_norm", "ShapeError", "1 dimensions", () => f.linalg.matrix_norm(ints)],
    ["linalg.norm", "ShapeError", "3 axes", () => f.linalg.norm(f.ones([1, 1, 1]), { ord: 2 })],
    ["einsum", "ShapeError", "[2, 3]", () => f.einsum("ijk", x)],
    ["einsum", "ShapeError", "length 2, not 3", () => f.einsum("ij,jk", x, x)],
    ["einsum", "ShapeError", "[2, 3]", () => f.einsum("ij->ij", x, { out: f.zeros([2, 2, 3]) })],
    ["linalg.multi_dot", "ShapeError", "not 1", () => f.linalg.multi_dot([x])],
    ["linalg.multi_dot", "ShapeError", "[3]", () => f.linalg.multi_dot([x, x.T, ints])],
    ["linalg.trace", "ShapeError", "1 dimensions", () => f.linalg.trace(ints)],
    ["linalg.cross", "ShapeError", "[2]", () => f.linalg.cross(ints, [1, 2])],
    ["linalg.svd", "ShapeError", "1-dimensional", () => f.linalg.svd(ints)],
    ["linalg.svdvals", "ShapeError", "0-dimensional", () => f.linalg.svdvals(1)],
  ],

  indices: ({ x, ints }) => [
    ["at", "IndexError", "2", () => x.at(2)],
    ["at", "IndexError", "-3", () => x.at(-3)],
    ["at", "IndexError", "3", () => x.at(0, 3)],
    ["at", "IndexError", "3", () => x.at(0, 0, 0)],
    ["at", "IndexError", "1.5", () => x.at(1.5)],
    ["at", "IndexError", "a:b", () => x.at("a:b")],
    ["at", "IndexError", "5", () => x.at(np.asarray([0n, 5n]))],
    ["at", "IndexError", "3", () => x.at(np.asarray([true, false, true]))],
    ["at", "IndexError", "float64", () => x.at(np.asarray([0.5]))],
    ["set", "IndexError", "2", () => x.set(0, 2)],
    ["set", "ShapeError", "[2]", () => x.set([1, 2], 0)],
    ["set", "DTypeError", "re: 1", () => x.set({ re: 1, im: 2 }, 0)],
    ["set", "DTypeError", "2147483648", () => ints.set(2 ** 31, 0)],
    ["set", "TypeError", "read-only", () => f.broadcast_to(x, [2, 2, 3]).set(0, 0)],
    ["slice", "IndexError", "zero", () => np.slice(0, 2, 0)],
    ["slice", "TypeError", "0.5", () => np.slice(0.5)],
    ["slice", "TypeError", "0.5", () => new np.Slice(0.5, null, 1)],
    ["item", "ShapeError", "[2, 3]", () => x.item()],
    ["item", "IndexError", "6", () => x.item(6)],
    ["T", "ShapeError", "1 dimensions", () => ints.T],
    ["mT", "ShapeError", "1 dimensions", () => ints.mT],
    ["data", "TypeError", "one after another", () => x.at("...", "::2").data],
  ],

  "options and arguments": ({ x }) => [
    ["sum", "TypeError", "axes", () => f.sum(x, { axes: 0 })],
    ["sum", "TypeError", "0", () => f.sum(x, 0)],
    ["add", "TypeError", "", () => f.add(x)],
    ["zeros", "TypeError", "shape", () => f.zeros([2], { shape: 2 })],
    ["linalg.svd", "TypeError", "fullMatrices", () => f.linalg.svd(x, { fullMatrices: false })],
    ["linalg.vector_norm", "TypeError", "fro", () => f.linalg.vector_norm(x, { ord: "fro" })],
    ["linalg.matrix_norm", "TypeError", "max", () => f.linalg.matrix_norm(x, { ord: "max" })],
    ["linalg.matrix_norm", "RangeError", "3", () => f.linalg.matrix_norm(x, { ord: 3 })],
    ["einsum", "TypeError", "'1'", () => f.einsum("i1", x)],
    ["einsum", "TypeError", "2 operands, not 1", () => f.einsum("i,i", x)],
    ["einsum", "TypeError", "'k'", () => f.einsum("ij->k", x)],
    [
      "einsum",
      "TypeError",
      "leaves 2",
      () => f.einsum("ij,jk,k", x, x.T, [1, 2], { optimize: ["einsum_path", [0, 1]] }),
    ],
    ["einsum", "TypeError", "[0,3]", () => f.einsum("ij,jk", x, x.T, { optimize: ["einsum_path", [0, 3]] })],
    ["einsum", "TypeError", "fast", () => f.einsum("ij,jk", x, x.T, { optimize: "fast" })],
    ["einsum", "TypeError", "path", () => f.einsum("ij,jk", x, x.T, { path: [] })],
    ["einsum", "TypeError", "99", () => f.einsum(x, [0, 99])],
    ["einsum", "DTypeError", "'f8'", () => f.einsum("ij", x, { dtype: "f8" })],
    ["einsum_path", "TypeError", "out", () => f.einsum_path("ij", x, { out: x })],
    ["linalg.multi_dot", "TypeError", "3", () => f.linalg.multi_dot(3)],
    ["linalg.trace", "TypeError", "0.5", () => f.linalg.trace(x, { offset: 0.5 })],
    ["trace", "DTypeError", "int8", () => f.trace(x, { out: f.zeros([], { dtype: "int8" }) })],
    ["sum", "TypeError", "options", () => f.sum(x, [])],
    ["sum", "TypeError", "options", () => f.sum(x, new Map([["axis", 0]]))],
    ["arange", "TypeError", "int8", () => f.arange(0, 3, 1, "int8")],
    ["arange", "TypeError", "undefined", () => f.arange()],
    ["eye", "TypeError", "int8", () => f.eye(2, 2, "int8")],
    ["astype", "TypeError", "gpu", () => f.astype(x, "int8", { device: "gpu" })],
    ["astype", "TypeError", "no", () => f.astype(x, "int8", { copy: "no" })],
    ["asarray", "TypeError", "no", () => f.asarray(x, { copy: "no" })],
    ["reshape", "TypeError", "no", () => f.reshape(x, [6], { copy: "no" })],
    ["linspace", "TypeError", "no", () => f.linspace(0, 1, 3, { endpoint: "no" })],
    ["linalg.qr", "TypeError", "raw", () => f.linalg.qr(x, { mode: "raw" })],
    ["linalg.svd", "TypeError", "qr", () => f.linalg.svd(x, { driver: "qr" })],
    ["linalg.svd", "TypeError", "no", () => f.linalg.svd(x, { full_matrices: "no" })],
    ["stack", "TypeError", "null", () => f.stack([x], { axis: null })],
    ["arange", "ShapeError", "steps of 0", () => f.arange(0, 3, 0)],
    ["pow", "RangeError", "-1", () => f.pow(np.asarray([2n]), np.asarray([-1n]))],
  ],

  "what has no decomposition": ({ nan, infinite }) => [
    ["linalg.svd", "LinAlgError", "NaN", () => f.linalg.svd(nan)],
    ["linalg.svdvals", "LinAlgError", "NaN", () => f.linalg.svdvals(nan)],
    ["linalg.svd", "LinAlgError", "infinity", () => f.linalg.svd(infinite)],
    ["linalg.svdvals", "LinAlgError", "infinity", () => f.linalg.svdvals(infinite)],
  ],

  "what has no singular values": ({ x, nan, infinite, ints }) => [
    ...["pinv", "matrix_rank", "null_space", "orth", "polar"].flatMap((name): Row[] => [
      [`linalg.${name}`, "LinAlgError", "NaN", () => f.linalg[name](nan)],
      [`linalg.${name}`, "LinAlgError", "infinity", () => f.linalg[name](infinite)],
    ]),
    ...["null_space", "orth"].flatMap((name): Row[] => [
      [`linalg.${name}`, "ShapeError", "1-dimensional", () => f.linalg[name](ints)],
      [`linalg.${name}`, "ShapeError", "3 dimensions", () => f.linalg[name](f.ones([2, 2, 2]))],
      [`linalg.${name}`, "TypeError", "0,1", () => f.linalg[name](x, { rcond: [0, 1] })],
    ]),
    ["linalg.cond", "LinAlgError", "NaN", () => f.linalg.cond(nan)],
    ["linalg.cond", "LinAlgError", "[2, 0, 3]", () => f.linalg.cond(f.ones([2, 0, 3]))],
    ["linalg.cond", "ShapeError", "[2, 3]", () => f.linalg.cond(x, { p: 1 })],
    ["linalg.cond", "RangeError", "3", () => f.linalg.cond(f.ones([2, 2]), { p: 3 })],
    ["linalg.cond", "TypeError", "max", () => f.linalg.cond(x, { p: "max" })],
    ["linalg.expm", "ShapeError", "[2, 3]", () => f.linalg.expm(x)],
    ["linalg.matrix_power", "ShapeError", "[2, 3]", () => f.linalg.matrix_power(x, 2)],
    ["linalg.matrix_power", "ShapeError", "[3]", () => f.linalg.matrix_power(ints, 2)],
    ["linalg.matrix_power", "TypeError", "0.5", () => f.linalg.matrix_power(f.ones([2, 2]), 0.5)],
    ["linalg.matrix_power", "LinAlgError", "Singular", () => f.linalg.matrix_power(f.ones([2, 2]), -1)],
    ["linalg.pinv", "ShapeError", "1-dimensional", () => f.linalg.pinv(ints)],
    ["linalg.pinv", "ShapeError", "[2]", () => f.linalg.pinv(x, { rtol: [1, 2] })],
    [
      "linalg.matrix_rank",
      "DTypeError",
      "complex128",
      () => f.linalg.matrix_rank(x, { rtol: { re: 1, im: 1 } }),
    ],
    ["linalg.polar", "TypeError", "up", () => f.linalg.polar(x, { side: "up" })],
  ],

  "more than there is memory": ({ x, ints }) => [
    ["zeros", "RangeError", "137438953472", () => f.zeros([2 ** 31, 8])],
    ["empty", "RangeError", "137438953472", () => f.empty([2 ** 37], { dtype: "int8" })],
    ["eye", "RangeError", "8000000000000", () => f.eye(1e6)],
    ["full", "RangeError", "16000000000000", () => f.full([1e12], 1, { dtype: "complex128" })],
    ["add", "RangeError", "206158430208", () => f.add(f.broadcast_to(x, [2 ** 32, 2, 3]), 1)],
    ["matmul", "RangeError", "137438953472", () => f.matmul(f.ones([2 ** 17, 1]), f.ones([1, 2 ** 17]))],
    ["outer", "RangeError", "137438953472", () => f.outer(f.ones([2 ** 17]), f.ones([2 ** 17]))],
    [
      "tensordot",
      "RangeError",
      "137438953472",
      () => f.tensordot(f.ones(2 ** 17), f.ones(2 ** 17), { axes: 0 }),
    ],
    [
      "concat",
      "RangeError",
      "412316860440",
      () => f.concat([f.broadcast_to(ints, [2 ** 34, 3]), [[1, 2, 3]]]),
    ],
  ],

  "disposed arrays": () => {
    const gone = np.zeros([2, 2]);
    gone.dispose();
    return [
      ...["sum", "negative", "astype", "zeros_like", "reshape", "flip", "any", "argmax", "asarray"].map(
        (id): Row => [
          id,
          "TypeError",
          "disposed",
          () => f[id](gone, ...(id === "astype" ? ["int8"] : id === "reshape" ? [[4]] : [])),
        ],
      ),
      ["add", "TypeError", "disposed", () => f.add(1, gone)],
      ["matmul", "TypeError", "disposed", () => f.matmul(gone, gone)],
      ["tensordot", "TypeError", "disposed", () => f.tensordot(gone, gone)],
      ["vecdot", "TypeError", "disposed", () => f.vecdot(gone, gone)],
      ["outer", "TypeError", "disposed", () => f.outer(gone, gone)],
      ["concat", "TypeError", "disposed", () => f.concat([gone])],
      ["linalg.qr", "TypeError", "disposed", () => f.linalg.qr(gone)],
      ["linalg.svd", "TypeError", "disposed", () => f.linalg.svd(gone)],
      ["at", "TypeError", "disposed", () => gone.at(0)],
      ["toArray", "TypeError", "disposed", () => gone.toArray()],
    ];
  },
};

/** The table by topic. */
export const badInputs = (operands: Operands): readonly (readonly [topic: string, readonly BadInput[]])[] =>
  Object.entries(tables).map(([topic, rows]) => [
    topic,
    rows(operands).map(([id, error, value, call]) => ({ id, error, value, call })),
  ]);
