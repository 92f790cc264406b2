/** Creation functions of libraries. */
import * as np from "../index.ts";

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
