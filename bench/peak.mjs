import { readFileSync } from "node:fs";
import { time } from "./harness.mjs";

const rounds = 20_000;

/**
 * The kernels of assembly/peak.ts in one artefact: "peak" or "peak-relaxed". Throws where the engine cannot compile it.
 */
export function loadPeak(artefact) {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const bytes = readFileSync(new URL(`../build/bench/${artefact}.wasm`, import.meta.url));
  if (!WebAssembly.validate(bytes)) throw new Error("this engine has no relaxed SIMD");
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const at = exports.data_end();
  const kernels = {
    float32: [exports.multiply_adds_f32, exports.operations_f32],
    float64: [exports.multiply_adds_f64, exports.operations_f64],
  };
  return {
    /** A contender whose speed is the most that the lanes can do. */
    multiplyAdds(name, dtype) {
      const [multiplyAdds, operations] = kernels[dtype];
      return {
        name,
        work: operations(rounds),
        time: (seconds) => time(() => multiplyAdds(at, rounds), seconds),
      };
    },
    /** A contender whose speed is that of reading so many bytes again and again. */
    reading(name, nbytes) {
      const missing = at + nbytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / 65536));
      new Uint8Array(memory.buffer, at, nbytes).fill(1);
      return { name, work: nbytes, time: (seconds) => time(() => exports.read(at, nbytes), seconds) };
    },
  };
}
