/** Tensors of onnxruntime-web on the CPU. */
import * as ort from "onnxruntime-web";
import { support } from "../../src/adapters/onnx/index.ts";
import { type DType, dtypes, isComplex } from "../../src/dtype.ts";
import type { Elements } from "./fixtures.ts";
import type { Kind } from "./kinds.ts";
import { contiguous } from "./layouts.ts";
import { whyNot } from "./narrow.ts";

const held = (Object.keys(dtypes) as DType[]).filter((dtype) => !isComplex(dtype));

export const onnxKind: Kind<ort.Tensor> = {
  name: "onnxruntime-web",
  layouts: [contiguous],
  make({ dtype, shape, data }) {
    const values = new dtypes[dtype].array(data.length);
    for (const [i, item] of data.entries()) values[i] = (dtype === "bool" ? Number(item) : item) as number;
    return new ort.Tensor(dtype as "float32", values as Float32Array, shape);
  },
  owns: (result): result is ort.Tensor => result instanceof ort.Tensor,
  read({ type, dims, data }): Elements {
    const items = [...(data as Float32Array)];
    return { dtype: type as DType, shape: dims, data: type === "bool" ? items.map(Boolean) : items };
  },
  dispose: (x) => x.dispose(),
  foreign: true,
  skip(each) {
    const entry = support(each.fn);
    if (entry.by === "error") return entry.reason;
    return whyNot(each, "onnxruntime-web", held, (dtype) => (held.includes(dtype) ? dtype : undefined));
  },
};
