/** Principal components of points on a GPU: np on arrays of jax-js, for a page of a browser that has WebGPU. */
import * as jax from "@jax-js/jax";
import * as np from "ndwasm";
import "ndwasm/adapters/jax";

/** The standard deviations along the principal axes of points on an ellipse: half of its diameters, over the root of 2. */
export async function principalDeviations(
  diameters: readonly [number, number],
): Promise<{ device: string; deviations: number[] }> {
  const devices = await jax.init("webgpu");
  if (!devices.includes("webgpu")) throw new Error("there is no WebGPU here");
  jax.defaultDevice("webgpu");

  const count = 1000;
  const angles = Array.from({ length: count }, (_, i) => (2 * Math.PI * i) / count);
  const circle = jax.numpy.array(angles.map((angle) => [Math.cos(angle), Math.sin(angle)]));
  const radii = jax.numpy.array(diameters.map((diameter) => diameter / 2));

  // All of this stays on the GPU, where np is jax-js.
  const points = np.multiply(circle, radii);
  const centred = np.subtract(points, np.mean(points, { axis: 0 }));
  const products = np.matmul(np.permute_dims(centred, [1, 0]), centred);

  // And this is WebAssembly again.
  const variances = np.linalg.eigvalsh(np.divide(await np.toHost(products), count));
  return { device: products.device, deviations: np.sqrt(np.flip(variances)).toArray() as number[] };
}
