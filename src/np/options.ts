import { isPlain } from "../dispatch/protocol.ts";

/** Refuses a trailing argument that is not a plain object, and option keys that the function does not have. */
export function checkOptions(id: string, options: object, keys: readonly string[]): void {
  // The first question is the answer mostly, and a call of the engine less, which small arrays feel.
  if (Object.getPrototypeOf(options ?? 0) !== Object.prototype && !isPlain(options)) {
    throw new TypeError(`${id}: options are an object such as { ${keys[0]}: … }, not ${String(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (keys.includes(key)) continue;
    const meant = nearest(key, keys);
    const hint = meant ? `did you mean '${meant}'?` : `it takes ${keys.join(", ")}`;
    throw new TypeError(`${id}: unknown option '${key}'; ${hint}`);
  }
}

/** The key that a misspelt one stands for: one that at most a third of the letters set apart from it. */
function nearest(key: string, keys: readonly string[]): string | undefined {
  const found = keys.map((each) => ({ each, edits: editDistance(key, each) }));
  const best = found.reduce((a, b) => (b.edits < a.edits ? b : a), { each: "", edits: Infinity });
  return 3 * best.edits <= key.length ? best.each : undefined;
}

/** Letters to insert, delete or replace, whatever their case: Wagner and Fischer (1974). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j++) {
      const differs = Number(from[i].toLowerCase() !== to[j].toLowerCase());
      next.push(Math.min(row[j] + differs, row[j + 1] + 1, next[j] + 1));
    }
    row = next;
  }
  return row[to.length];
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
