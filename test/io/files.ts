import { readFileSync } from "node:fs";
import * as np from "../../src/index.ts";

/** An array as test/fixtures/files.py records it: its elements in the order of rows, in base64. */
export interface Elements {
  readonly dtype: np.DType;
  readonly shape: readonly number[];
  readonly elements: string;
}

type Named = Elements & { readonly name: string };

export interface Files {
  readonly arrays: readonly (Named & { readonly file: string })[];
  readonly readable: Files["arrays"];
  readonly refused: readonly { readonly holds: string; readonly file: string }[];
  readonly archives: readonly {
    readonly name: string;
    readonly file: string;
    readonly members: readonly Named[];
  }[];
  readonly tensors: readonly {
    readonly name: string;
    readonly file: string;
    readonly members: readonly Named[];
    readonly metadata: { readonly [key: string]: string } | null;
  }[];
  readonly halves: readonly { readonly dtype: string; readonly sha256: string }[];
  readonly digests: readonly {
    readonly dtype: np.DType;
    readonly shape: readonly number[];
    readonly order: "C" | "F";
    readonly sha256: string;
  }[];
}

export const recorded: Files = JSON.parse(readFileSync("test/fixtures/files.json", "utf8"));

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, "base64"));

export function elementsOf(x: np.WasmArray): Elements {
  using copy = np.asarray(x, { copy: true });
  const { data, dtype, shape } = copy;
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { dtype, shape: [...shape], elements: bytes.toString("base64") };
}

/** The numbers 0, 1, 2, … as far as the dtype goes, as `numbers` of test/fixtures/stores.py. */
export function numbers(shape: readonly number[], dtype: np.DType): np.WasmArray {
  using x = np.arange(shape.reduce((a, b) => a * b, 1));
  if (!dtype.startsWith("complex")) return np.reshape(np.astype(x, dtype), shape);
  using parts = np.stack([x, np.negative(x)], { axis: -1 });
  return np.reshape(
    np.astype(np.matmul(np.astype(parts, dtype), np.asarray([1, { re: 0, im: 1 }], { dtype })), dtype),
    shape,
  );
}
