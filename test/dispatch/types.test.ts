import { expect, expectTypeOf, it } from "vitest";
import {
  type ArrayFunction,
  adopt,
  arrayFunction,
  creation,
  NotImplemented,
  type Overridable,
  overridable,
} from "../../src/dispatch/index.ts";
import { Default, Echo } from "./ducks.ts";

interface SumOptions {
  axis?: number | readonly number[] | null;
  keepdims?: boolean;
  where?: Default;
}

function sum(x: Default, _options: SumOptions = {}): Default {
  return x;
}

/** A foreign array with parameters of its own kind. */
class Tensor {
  readonly rank: number = 0;
}
function tensorSum(x: Tensor, _axis?: number | number[], _keepdims?: boolean): Tensor {
  return x;
}

const npSum = overridable("types.sum", (x, o) => [x, o?.where], sum);
const npSame = overridable(
  "types.same",
  (x) => [x],
  <A>(x: A, _options: { dtype?: string } = {}): A => x,
);

// The types are checked by `tsc`; running the file shows that it loads.
it("gives an overridable function its implementation's signature", () => {
  expectTypeOf(npSum).toEqualTypeOf<Overridable<typeof sum>>();
  expectTypeOf(npSum).toBeCallableWith(new Default(), { axis: [0, 1] });
  expectTypeOf(npSum(new Default())).toEqualTypeOf<Default>();
  expectTypeOf(npSum.implementation).toEqualTypeOf<typeof sum>();
  expectTypeOf(npSum.id).toEqualTypeOf<string>();
  expectTypeOf(npSame(new Tensor())).toEqualTypeOf<Tensor>();
  expectTypeOf(npSame(3 as number)).toEqualTypeOf<number>();
  const eye = creation("types.eye", (_n: number, _options: { like?: unknown } = {}) => new Default());
  expectTypeOf(eye).toBeCallableWith(3, { like: new Tensor() });
  expectTypeOf(eye(3)).toEqualTypeOf<Default>();
});

it("refuses wrong arguments, and relevant arguments that do not exist", () => {
  // @ts-expect-error: no such option
  npSum(new Default(), { axes: 1 });
  // @ts-expect-error: no such option
  overridable("types.wrong", (x, o) => [x, o?.out], sum);
});

it("types handlers for foreign classes", () => {
  const implement = adopt(Tensor);
  implement(npSum, (x, { axis, keepdims, where } = {}) => {
    expectTypeOf(x).toBeAny();
    expectTypeOf(keepdims).toEqualTypeOf<boolean | undefined>();
    expectTypeOf(axis).toEqualTypeOf<number | readonly number[] | null | undefined>();
    expectTypeOf(where).toBeAny();
    return tensorSum(x, axis as number, keepdims);
  });
  implement(npSum, (x: Tensor, options?: { axis?: number }) => tensorSum(x, options?.axis), {
    override: true,
  });
  implement(npSum, tensorSum as (x: Tensor) => Tensor, { override: true });
  implement(npSum, () => NotImplemented, { override: true });
  implement(npSame, (x: Tensor, { dtype } = {}) => {
    expectTypeOf(dtype).toEqualTypeOf<string | undefined>();
    return x;
  });
  implement("types.byId", (x: Tensor, y: Tensor) => [x, y]);
  // @ts-expect-error: more required parameters than the function has
  implement(npSum, (_x: Tensor, _options: object, _more: number) => 0, { override: true });
  // @ts-expect-error: an option of another type
  implement(npSum, (_x: Tensor, _options?: { keepdims?: string }) => 0, { override: true });
});

it("types the conversions by the class", () => {
  class Foreign {
    readonly data = [1];
  }
  adopt(Foreign, {
    accepts: [Default],
    convert: {
      to(x) {
        expectTypeOf(x).toEqualTypeOf<Foreign>();
        return new Default(x.data[0]);
      },
      from: (_result: Default) => new Foreign(),
    },
  });
  // @ts-expect-error: `from` makes something else
  expect(() => adopt(Foreign, { convert: { to: () => new Default(), from: () => 1 } })).toThrow();
});

it("takes classes with a method for implementations of the protocol", () => {
  expectTypeOf(new Default()).toExtend<ArrayFunction>();
  expectTypeOf(new Echo()).toExtend<ArrayFunction>();
  expectTypeOf(new Tensor()).not.toExtend<ArrayFunction>();
  expectTypeOf(new Echo()[arrayFunction]).toBeCallableWith(npSum, [Echo], [1], {});
});
