/** Arrays of jax-js on a device that has been initialised: "wasm" here, "webgpu" in a page (test/runtimes/gpu.test.ts). */
import * as jax from "@jax-js/jax";
import { support } from "../../src/adapters/jax/index.ts";
import { type DType, dtypes, type Scalar } from "../../src/dtype.ts";
import type { Tolerance } from "./compare.ts";
import { type Case, type Elements, isElements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { narrowed, whyNot } from "./narrow.ts";

// jax-js asks for both, which Node 20 has not: for a class to compare with, and for a GPU.
Object.assign(globalThis, { Float16Array: Reflect.get(globalThis, "Float16Array") ?? class {} });
if (!("navigator" in globalThis)) Object.assign(globalThis, { navigator: {} });
await jax.init("wasm");

type Device = "wasm" | "webgpu";

/** Those that the device has, and what takes the place of those that it has not. */
const held: { readonly [device in Device]: readonly DType[] } = {
  wasm: ["bool", "int32", "uint32", "float32", "float64"],
  webgpu: ["bool", "int32", "uint32", "float32"],
};
const narrower: { readonly [dtype in DType]?: DType } = {
  int64: "int32",
  uint64: "uint32",
  float64: "float32",
};
const narrowOn = (device: Device) => (dtype: DType) =>
  held[device].includes(dtype) ? dtype : narrower[dtype];

/** Units in the last place by which kernels of the library may be off, where that is more than ours. */
const accuracy: { readonly [fn: string]: Tolerance } = {
  exp: { ulps: 8 },
  exp2: { ulps: 8 },
  log: { ulps: 64 },
  log2: { ulps: 64 },
  log10: { ulps: 64 },
  sin: { ulps: 8 },
  cos: { ulps: 8 },
  tan: { ulps: 16 },
  asin: { ulps: 16, ofLargest: true },
  acos: { ulps: 16, ofLargest: true },
  atan: { ulps: 16, ofLargest: true },
  sinh: { ulps: 8 },
  cosh: { ulps: 8 },
  tanh: { ulps: 8 },
  expm1: { ulps: 8 },
  rad2deg: { ulps: 1 },
  var: { ulps: 8 },
  std: { ulps: 8 },
  cumprod: { ulps: 8 },
  cumulative_prod: { ulps: 8 },
  divide: { ulps: 1 },
  "divide.outer": { ulps: 1 },
  reciprocal: { ulps: 1 },
  sum: { ulps: 8 },
  prod: { ulps: 8 },
  mean: { ulps: 8 },
  average: { ulps: 8 },
  nansum: { ulps: 8 },
  nanprod: { ulps: 8 },
  nanmean: { ulps: 8 },
  nanvar: { ulps: 8 },
  nanstd: { ulps: 8 },
  cov: { ulps: 8, ofLargest: true },
  corrcoef: { ulps: 8, ofLargest: true },
  matmul: { ulps: 8 },
};

/** What WGSL asks of these is a small error beside 1, not beside the result. */
const onGPU: { readonly [fn: string]: Tolerance } = {
  sin: { ulps: 4096, ofLargest: true },
  cos: { ulps: 4096, ofLargest: true },
  tan: { ulps: 4096, ofLargest: true },
  // By sines and cosines.
  "fft.irfft": { ulps: 4096, ofLargest: true },
  "fft.hfft": { ulps: 4096, ofLargest: true },
  "fft.irfftn": { ulps: 4096, ofLargest: true },
  "fft.irfft2": { ulps: 4096, ofLargest: true },
};

function whyNotOn(device: Device, each: Case): string | undefined {
  const entry = support(each.fn);
  if (entry.by === "error") return entry.reason;
  if (["matmul", "outer"].includes(each.fn) && /"(inf|nan)"/.test(each.line))
    return "jax-js takes any product with zeros for zeros";
  return whyNot(each, `jax-js on ${device}`, held[device], narrowOn(device));
}

/** Functions whose results have the shape of their operand, but not its order. */
const ordering = ["sort", "argsort"];

/** An elementwise case without subnormal numbers, which jax-js takes for zeros, and large ones, which it does not reduce. */
function withoutExtremes(each: Case): Case {
  const { args, result } = each;
  const operands = args.filter(isElements);
  const isPlain = (x: unknown): x is Elements =>
    isElements(x) && x.shape.length === 1 && x.shape[0] === operands[0]?.shape[0];
  if (
    support(each.fn).by !== "native" ||
    ordering.includes(each.fn) ||
    !isPlain(result) ||
    !operands.every(isPlain)
  )
    return each;
  const isModerate = (x: Scalar) => typeof x !== "number" || !(isTiny(Math.abs(x)) || isHuge(Math.abs(x)));
  const kept = result.data.map((_, i) => i).filter((i) => operands.every(({ data }) => isModerate(data[i])));
  const pick = <T>(x: T): T =>
    isPlain(x) ? { ...x, shape: [kept.length], data: kept.map((i) => x.data[i]) } : x;
  return { ...each, args: args.map(pick), result: pick(result) };
}

const isTiny = (size: number): boolean => size > 0 && size < 2 ** -125;
const isHuge = (size: number): boolean => size >= 2 ** 64 && size < Number.POSITIVE_INFINITY;

export const jaxKind = (device: Device): Kind<jax.Array> => ({
  name: `jax-js, ${device}`,
  layouts: [contiguous],
  make({ dtype, shape, data }) {
    const options = { shape: [...shape], dtype: dtype as jax.DType, device };
    if (data.length === 0) return jax.numpy.zeros(options.shape, options);
    const values = new dtypes[dtype === "bool" ? "int32" : dtype].array(data.length);
    values.set(data.map(Number) as never);
    return jax.numpy.array(values as Float32Array<ArrayBuffer>, options);
  },
  owns: (result): result is jax.Array => result instanceof jax.Array && result.device === device,
  read: (x) =>
    device === "wasm" ? asElements(x, x.ref.dataSync()) : x.ref.data().then((data) => asElements(x, data)),
  dispose(x) {
    x.dispose();
    if (x.refCount > 0) throw new Error(`${x.refCount} references are left`);
  },
  foreign: true,
  skip: (each) => whyNotOn(device, each),
  adapt: (each) => withoutExtremes(narrowed(each, narrowOn(device))),
  tolerance: (fn, usual) => ({
    ...usual,
    ...accuracy[fn],
    ...(device === "webgpu" && onGPU[fn]),
    unsignedZeros: true,
  }),
});

function asElements({ dtype, shape }: jax.Array, values: ArrayLike<number>): Elements {
  const data = Array.from(values);
  return { dtype: dtype as DType, shape, data: dtype === "bool" ? data.map(Boolean) : data };
}
