import type { Implement, ImplementOptions, Overridable } from "../../src/dispatch/index.ts";

/** A class that keeps its handlers as static methods; what the tests run is this file as esbuild compiles it. */
export function decorate(implement: Implement, func: Overridable, options: ImplementOptions = {}) {
  return class Boxed {
    static readonly factor = 2;
    readonly value = 21;

    @implement(func, options)
    static twice(x: Boxed): number {
      // biome-ignore lint/complexity/noThisInStatic: that `this` is the class is what is tested
      return x.value * this.factor;
    }
  };
}
