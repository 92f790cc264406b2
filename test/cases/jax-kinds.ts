/** Arrays of jax-js on its wasm device. Its WebGPU device is tried in test/runtimes. */
import * as jax from "@jax-js/jax";
import { support } from "../../src/adapters/jax/index.ts";
import { type DType, dtypes } from "../../src/dtype.ts";
import type { Tolerance } from "./compare.ts";
import type { Case, Elements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { narrowed, whyNot } from "./narrow.ts";

// jax-js asks for both, which Node 20 has not: for a class to compare with, and for a GPU.
Object.assign(globalThis, { Float16Array: Reflect.get(globalThis, "Float16Array") ?? class {} });
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} });
await jax.init("wasm");

const held: readonly DType[] = ["bool", "int32", "uint32", "float32", "float64"];
const narrower: { readonly [dtype in DType]?: DType } = { int64: "int32", uint64: "uint32" };
const narrow = (dtype: DType) => narrower[dtype] ?? (held.includes(dtype) ? dtype : undefined);

/** Units in the last place by which kernels of the library may be off, where that is more than ours. */
const accuracy: { readonly [fn: string]: Tolerance } = {
  exp: { ulps: 8 },
  log: { ulps: 64 },
  sin: { ulps: 8 },
  cos: { ulps: 8 },
  tanh: { ulps: 8 },
  divide: { ulps: 1 },
  reciprocal: { ulps: 1 },
  sum: { ulps: 8 },
  prod: { ulps: 8 },
  mean: { ulps: 8 },
  matmul: { ulps: 8 },
};

function whyNotHere(each: Case): string | undefined {
  const entry = support(each.fn);
  if (entry.by === "error") return entry.reason;
  if (entry.by === "native" && /e\+(38|308)/.test(each.line)) {
    return "jax-js takes subnormal numbers for zeros, and does not reduce large arguments";
  }
  if (each.fn === "matmul" && each.line.includes('"inf"'))
    return "jax-js takes any product with zeros for zeros";
  return whyNot(each, "jax-js", held, narrow);
}

export const jaxKind: Kind<jax.Array> = {
  name: "jax-js, wasm",
  layouts: [contiguous],
  make({ dtype, shape, data }) {
    const options = { shape: [...shape], dtype: dtype as jax.DType };
    if (data.length === 0) return jax.numpy.zeros(options.shape, options);
    const values = new dtypes[dtype === "bool" ? "int32" : dtype].array(data.length);
    values.set(data.map(Number) as never);
    return jax.numpy.array(values as Float32Array<ArrayBuffer>, options);
  },
  owns: (result) => result instanceof jax.Array,
  read(x): Elements {
    const data = [...x.ref.dataSync()];
    return { dtype: x.dtype as DType, shape: x.shape, data: x.dtype === "bool" ? data.map(Boolean) : data };
  },
  dispose(x) {
    x.dispose();
    if (x.refCount > 0) throw new Error(`${x.refCount} references are left`);
  },
  foreign: true,
  skip: whyNotHere,
  adapt: (each) => narrowed(each, narrow),
  tolerance: (fn, usual) => ({ ...usual, ...accuracy[fn], unsignedZeros: true }),
};
