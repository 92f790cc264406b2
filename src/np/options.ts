import { isPlain } from "../dispatch/protocol.ts";

/** Refuses a trailing argument that is not a plain object, and option keys that the function does not have. */
export function checkOptions(id: string, options: object, keys: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${id}: options are an object such as { ${keys[0]}: … }, not ${String(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!keys.includes(key))
      throw new TypeError(`${id}: unknown option '${key}'; it takes ${keys.join(", ")}`);
  }
}

/** Positional arguments that may be left out, and options in the place after the last one given. */
export type Trailing<Positional extends unknown[], Options> =
  | [options?: Options]
  | (Positional extends [infer First, ...infer Rest] ? [First, ...Trailing<Rest, Options>] : never);

/** Separates what `Trailing` joins. */
export function splitOptions<Positional extends unknown[], Options extends object>(
  args: Trailing<Positional, Options>,
): [Partial<Positional>, Partial<Options>] {
  const given: unknown[] = args;
  const last = given.at(-1);
  return isPlain(last)
    ? [given.slice(0, -1) as Partial<Positional>, last as Options]
    : [given as Partial<Positional>, {}];
}
