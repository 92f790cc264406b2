import { time } from "./harness.mjs";
import { load } from "./ndwasm.mjs";
import { makers } from "./operands.mjs";

/**
 * What the protocol adds to a call: functions of no effect, called directly and through dispatch, here and in NumPy; and what borrowing
 * adds to a function that a library lacks.
 */
export const peers = [];

const { adopt, arrayFunction, overridable } = await load("ndwasm/dispatch");
const np = await load();

const unary = overridable(
  "bench.unary",
  (x, options) => [x, options?.out],
  (x, _options = {}) => x,
);
const binary = overridable(
  "bench.binary",
  (x, y, options) => [x, y, options?.out],
  (x, _y, _options = {}) => x,
);

class Adopted {}
const implement = adopt(Adopted);
implement(unary, (x) => x);
implement(binary, (x) => x);

class Duck {
  [arrayFunction](_func, _types, args) {
    return args[0];
  }
}

const array = np.zeros(3);
const [adopted, other, duck] = [new Adopted(), new Adopted(), new Duck()];

/** The calls of each row, by column. */
const calls = {
  "one argument": {
    direct: () => unary.implementation(array),
    WasmArray: () => unary(array),
    adopted: () => unary(adopted),
    "own method": () => unary(duck),
  },
  "two arguments": {
    direct: () => binary.implementation(array, array),
    WasmArray: () => binary(array, array),
    adopted: () => binary(adopted, other),
    "own method": () => binary(duck, duck),
  },
  "two and an option": {
    direct: () => binary.implementation(array, array, { axis: 0 }),
    WasmArray: () => binary(array, array, { axis: 0 }),
    adopted: () => binary(adopted, other, { axis: 0 }),
    "own method": () => binary(duck, duck, { axis: 0 }),
  },
};

/** The same in Python. */
const setup = `
from numpy._core.overrides import array_function_dispatch
def unary_implementation(x, axis=None, out=None): return x
def binary_implementation(x, y, axis=None, out=None): return x
unary = array_function_dispatch(lambda x, axis=None, out=None: (x, out))(unary_implementation)
binary = array_function_dispatch(lambda x, y, axis=None, out=None: (x, y, out))(binary_implementation)
class Duck:
    def __array_function__(self, func, types, args, kwargs): return args[0]
array, duck = np.zeros(3), Duck()
`;
const statements = {
  "one argument": ["unary_implementation(array)", "unary(array)", "unary(duck)"],
  "two arguments": ["binary_implementation(array, array)", "binary(array, array)", "binary(duck, duck)"],
  "two and an option": [
    "binary_implementation(array, array, axis=0)",
    "binary(array, array, axis=0)",
    "binary(duck, duck, axis=0)",
  ],
};
const inNumPy = ["NumPy direct", "NumPy ndarray", "NumPy own method"];

export function rows({ numpy }) {
  return [...costs(numpy), borrowed(256)];
}

function costs(numpy) {
  return Object.entries(calls).map(([name, row]) => ({
    table: "cost of a call, and above a direct one",
    name,
    unit: "ns",
    contenders: () => [
      ...Object.entries(row).map(([name, call]) => against("direct", { name, time: (s) => time(call, s) })),
      ...(numpy ? statements[name] : []).map((statement, i) =>
        against(inNumPy[0], { ...numpy.contender(setup, statement), name: inNumPy[i], result: undefined }),
      ),
    ],
  }));
}

function against(of, contender) {
  return contender.name === of ? contender : { ...contender, relation: { is: "above", of } };
}

/** The singular value decomposition of arrays of libraries beside that of a WasmArray of the same elements. */
function borrowed(n) {
  const x = np.reshape(np.asarray(makers.pattern(n * n, "float32")), [n, n]);
  return {
    table: "a borrowed function",
    name: `svd of ${n} x ${n}, float32`,
    unit: "ms",
    tolerance: 0,
    contenders: () => [
      {
        name: "WasmArray",
        result: () => [...np.linalg.svd(x).S.data],
        time: (seconds) => time(() => np.scope(() => void np.linalg.svd(x)), seconds),
      },
      ...Object.entries(libraries).map(([name, open]) => borrower(name, open, x)),
    ],
  };
}

function borrower(name, open, x) {
  let library;
  let array;
  const decompose = (read) => {
    const { U, S, Vh } = np.linalg.svd(array);
    const values = read && [...library.read(S)];
    for (const each of [U, S, Vh]) each.dispose();
    return values;
  };
  return {
    name,
    relation: { is: "times", of: "WasmArray" },
    async prepare() {
      library = await open();
      array = library.make(x.data.slice(), [...x.shape]);
    },
    result: () => decompose(true),
    time: (seconds) => time(() => void decompose(false), seconds),
    finish: () => array.dispose(),
  };
}

/** Libraries that lack the function, with their adapters. */
const libraries = {
  async "TensorFlow.js tensor"() {
    const tf = await load("@tensorflow/tfjs-core");
    await load("@tensorflow/tfjs-backend-cpu");
    await load("ndwasm/adapters/tfjs");
    await tf.setBackend("cpu");
    return { make: tf.tensor, read: (x) => x.dataSync() };
  },
  async "jax-js array"() {
    await load("ndwasm/adapters/jax");
    // The copy that the adapter imports: `load` finds that for require().
    const { jax } = await import("../dist/node/adapters/jax/peer.js");
    await jax.init("wasm");
    const device = "wasm";
    return {
      make: (data, shape) => jax.numpy.array(data, { shape, dtype: "float32", device }),
      read: (x) => x.ref.dataSync(),
    };
  },
};
