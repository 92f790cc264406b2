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

/** Separates optional positional arguments from the options object that follows the last one given. */
export function splitOptions<Options extends object>(
  args: readonly unknown[],
): [positional: readonly unknown[], options: Options] {
  const last = args.at(-1);
  return isPlain(last) ? [args.slice(0, -1), last as Options] : [args, {} as Options];
}
