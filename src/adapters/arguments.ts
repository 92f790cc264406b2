/** What handlers ask of the arguments of a call. */
import { isPlain } from "../dispatch/protocol.ts";

/** The arrays of a library among arguments: also those in lists and in options. */
export function arraysIn<T>(args: readonly unknown[], isOurs: (value: unknown) => value is T): T[] {
  return args.flatMap((arg) => {
    if (isOurs(arg)) return [arg];
    if (Array.isArray(arg)) return arg.filter(isOurs);
    return isPlain(arg) ? Object.values(arg).filter(isOurs) : [];
  });
}

/** Whether options are given that have a key besides these. */
export const hasOther = (options: object | undefined, ...keys: string[]): boolean =>
  options !== undefined && !(isPlain(options) && Object.keys(options).every((key) => keys.includes(key)));
