import { expect, test, vi } from "vitest";
import * as np from "../../src/index.ts";

// No matrix is known that takes more sweeps than the kernel makes: it is told to give up.
vi.mock("../../src/wasm/linalg.ts", async (importOriginal) => {
  const { linalg } = await importOriginal<typeof import("../../src/wasm/linalg.ts")>();
  return { linalg: { ...linalg, svd_f64: vi.fn(() => -1) } };
});

test("svd: an iteration that does not converge is an error, for the first matrix of a stack that has it", async () => {
  const { linalg } = await import("../../src/wasm/linalg.ts");
  const x = np.ones([3, 2, 2]);
  expect(() => np.linalg.svd(x)).toThrow(new np.LinAlgError("linalg.svd: SVD did not converge"));
  expect(() => np.linalg.svdvals(x)).toThrow(new np.LinAlgError("linalg.svdvals: SVD did not converge"));
  expect(linalg.svd_f64).toHaveBeenCalledTimes(2);
});
