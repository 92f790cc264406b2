/** A library that knows nothing of ndwasm learns the NumPy API, in two ways: js-pytorch, whose tensors record their gradients. */
import { torch } from "js-pytorch";
import * as np from "ndwasm";
import { adopt, arrayFunction, NotImplemented, type Overridable } from "ndwasm/dispatch";

type Tensor = InstanceType<typeof torch.Tensor>;
type Along = { axis?: number | null; keepdims?: boolean };

/** js-pytorch reduces along one axis, by default the last; NumPy along all of them by default. */
const along =
  (name: "sum" | "mean") =>
  (x: Tensor, { axis = null, keepdims = false }: Along = {}) =>
    axis === null ? x.reshape([x.shape.reduce((a, b) => a * b, 1)])[name](0) : x[name](axis, keepdims);

const sum = along("sum");
const mean = along("mean");

/** The first way: to adopt the class from outside. */
function adoptTensors() {
  const implement = adopt(torch.Tensor);
  implement(np.sum, sum);
  implement(np.mean, mean);
  implement(np.add, torch.add);
  implement(np.multiply, torch.mul);
  implement(np.matmul, torch.matmul);
  implement(np.exp, torch.exp);
}

/** The second way: to give its prototype the protocol's method. */
function patchTensors() {
  const { add, mul: multiply, matmul, exp } = torch;
  const functions: Record<string, (...args: never[]) => unknown> = { sum, mean, add, multiply, matmul, exp };
  Object.assign(torch.Tensor.prototype, {
    [arrayFunction]({ id }: Overridable, types: object[], args: never[], options: never) {
      const isKnown = id in functions && types.every((type) => type === torch.Tensor);
      return isKnown ? functions[id](...args, options) : NotImplemented;
    },
  });
}

function demonstrate() {
  const total = np.sum(torch.ones([10]));
  console.log("np.sum(torch.ones([10])) is a", total.constructor.name, "of", total.data);

  const x = torch.tensor(
    [
      [1, 2],
      [3, 4],
    ],
    true,
  );
  const loss = np.sum(np.matmul(x, x));
  loss.backward();
  console.log("the sum of x x is", loss.data, "and its gradient", x.grad);
  try {
    np.linalg.svd(x);
  } catch (error) {
    console.log((error as Error).message);
  }
}

patchTensors();
demonstrate();
Reflect.deleteProperty(torch.Tensor.prototype, arrayFunction);

adoptTensors();
demonstrate();
