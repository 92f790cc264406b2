/** Creation functions of libraries. */
import * as np from "../index.ts";
import { splitOptions } from "../np/options.ts";
import { checkShape } from "../shape.ts";

/**
 * What `make` makes of the elements that `asarray` is given. Lists, numbers and iterables have no dtype of their own; arrays do,
 * which `isTyped` says.
 */
export const fromElements = <T>(
  obj: unknown,
  { dtype = null, ...others }: { readonly dtype?: np.DType | null },
  make: (source: np.WasmArray, isTyped: boolean) => T,
): T =>
  np.scope(() => {
    const source = np.asarray(obj as never, { ...others, dtype });
    return make(source, obj instanceof np.WasmArray || ArrayBuffer.isView(obj));
  });

/** The lengths of the matrix that `eye` is asked for, and its options. */
export function eyeOf<Options extends object>(args: readonly unknown[]): [m: number, n: number, Options] {
  const [[rows, cols = rows], options] = splitOptions<Options>("eye", args, 2);
  const [m, n] = checkShape("eye", [rows, cols ?? rows] as number[]);
  return [m, n, options];
}

/** The range that `arange` is asked for, if its elements are integers that float32 holds; and the options. */
export function integersOf<Options extends object>(
  args: readonly unknown[],
): [range: [start: number, stop: number, step: number] | undefined, Options] {
  const [[first, second, step = 1], options] = splitOptions<Options>("arange", args, 3);
  const range = second === undefined || second === null ? [0, first, step] : [first, second, step];
  const isSmall = (x: unknown) => Number.isInteger(x) && Math.abs(x as number) < 2 ** 24;
  return [range.every(isSmall) && step !== 0 ? (range as [number, number, number]) : undefined, options];
}
