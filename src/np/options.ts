import { isPlain } from "../dispatch/protocol.ts";

/** Refuses a trailing argument that is not a plain object, and option keys that the function does not have. */
export function checkOptions(id: string, options: object, keys: readonly string[]): void {
  if (!isPlain(options)) {
    throw new TypeError(`${id}: options are an object such as { ${keys[0]}: … }, not ${String(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!keys.includes(key))
      throw new TypeError(`${id}: unknown option '${key}'; it takes ${keys.join(", ")}`);
  }
}

/** An option that is true or false, undefined if it is not given. */
export function checkFlag(id: string, option: string, value: unknown): boolean | undefined {
  if (value === undefined || typeof value === "boolean") return value;
  throw new TypeError(`${id}: ${option} is true or false, not ${String(value)}`);
}

/** Refuses any device but the only one. */
export function checkDevice(id: string, device: unknown): void {
  if (device === undefined || device === null || device === "cpu") return;
  throw new TypeError(`${id}: there is no device ${String(device)}, only "cpu"`);
}

/** Separates at most `most` optional positional arguments from the options object that follows the last one given. */
export function splitOptions<Options extends object>(
  id: string,
  args: readonly unknown[],
  most: number,
): [positional: readonly unknown[], options: Options] {
  const last = args.at(-1);
  const [positional, options] = isPlain(last) ? [args.slice(0, -1), last] : [args, {}];
  const extra = positional.slice(most).find((value) => value !== undefined);
  if (extra === undefined) return [positional, options as Options];
  throw new TypeError(`${id}: options are an object such as { dtype: … }, not ${String(extra)}`);
}
