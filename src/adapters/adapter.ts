/** What adapters share: a table that says of every public function how a foreign library's arrays answer it. */
import { adopt } from "../dispatch/adopt.ts";
import { type Conversion, callConverted } from "../dispatch/conversion.ts";
import { type AnyFunction, inherits, isPlain, NotImplemented, type Type } from "../dispatch/protocol.ts";
import { find, overridables } from "../dispatch/registry.ts";
import * as np from "../index.ts";

/** How a library's arrays answer a public function. */
export type Entry =
  /** By the library itself. The handler is called like the function; what it returns NotImplemented for is borrowed. */
  | { readonly by: "native"; readonly handler: AnyFunction; readonly note?: string }
  /** By WasmArray: the arguments are read into WasmArrays, the results made arrays of the library. */
  | { readonly by: "borrowed"; readonly note?: string }
  /** Not at all: a TypeError says why. */
  | { readonly by: "error"; readonly reason: string };

/** By the id of the function. */
export type Table = Readonly<Record<string, Entry>>;

/** Functions that the library computes; `note` tells users what is borrowed all the same. */
export const native = (handler: AnyFunction, note?: string): Entry =>
  note === undefined ? { by: "native", handler } : { by: "native", handler, note };

export const borrowed: Entry = { by: "borrowed" };

/** Functions that the library has, but does not compute as NumPy does: `note` says what is wrong. */
export const borrowedFor = (note: string): Entry => ({ by: "borrowed", note });

/** Functions that the library has, of which these results are none of NumPy's. */
export const borrowedAsWrong = (wrong: string): Entry =>
  borrowedFor(`the library's own is wrong in this: ${wrong}`);

export const refused = (reason: string): Entry => ({ by: "error", reason });

/** A table of functions that are answered alike, by kernels of one kind. */
export const tableOf = <K>(
  kernels: { readonly [id: string]: K },
  entry: (id: string, kernel: K) => Entry,
): Table => Object.fromEntries(Object.entries(kernels).map(([id, kernel]) => [id, entry(id, kernel)]));

/** A table of functions that are answered alike. */
export const byId = (ids: readonly string[], entry: (id: string) => Entry): Table =>
  Object.fromEntries(ids.map((id) => [id, entry(id)]));

/** What a library's arrays need around calls. */
export interface Surroundings<T> {
  /** How functions are answered that no table has. */
  readonly rest: Entry;
  /** Refuses arguments that no function can take: disposed arrays, data types that there are no kernels for. */
  check(id: string, args: readonly unknown[]): void;
  /** Calls `run` so that nothing but its result outlives it. */
  within(run: () => unknown): unknown;
  /** How arguments are read and results made, for a call with these arguments. */
  conversion(id: string, args: readonly unknown[]): Conversion<T>;
  /** Whether an error of a handler says that the library has no kernel for the call, which is borrowed then. */
  isMissing?(error: unknown): boolean;
}

/**
 * Adopts a library's class: its arrays, their subclasses included, answer the public functions and their methods from now
 * on. The arrays are taken for immutable: `out` is refused, and so are functions that change an argument.
 * @returns how a function is answered, by its id
 * @throws Error if a function is in two tables, or the class answers the protocol already
 */
export function adapt<T extends object>(
  type: Type<T>,
  tables: readonly Table[],
  { rest, check, within, conversion, isMissing = () => false }: Surroundings<T>,
): (id: string) => Entry {
  const implement = adopt(type);
  const isOurs = (value: unknown) => inherits(value, type.prototype);
  // Bundlers number classes of one name.
  const unwritable = `arrays of the class ${type.name.replace(/\$\d+$/, "")} cannot be written to`;
  const entries = new Map<string, Entry>();

  const borrow = (id: string, args: readonly unknown[]): unknown =>
    np.scope(() => callConverted(conversion(id, args), isOurs, find(id)!, args, {}));

  function attempt(id: string, handler: AnyFunction, args: readonly unknown[]): unknown {
    try {
      const result = handler(...args);
      if (result !== NotImplemented) return result;
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    return borrow(id, args);
  }

  function answer(id: string, entry: Entry, args: readonly unknown[]): unknown {
    if (entry.by === "error") throw new TypeError(`${id}: ${entry.reason}`);
    const options = args.at(-1);
    if (isPlain(options) && isGiven(options.out)) {
      throw new TypeError(`${id}: out: ${unwritable}; use the result`);
    }
    check(id, args);
    return within(() => (entry.by === "native" ? attempt(id, entry.handler, args) : borrow(id, args)));
  }

  function register(id: string, entry: Entry): void {
    implement(id, (...args) => answer(id, entry, args));
    entries.set(id, entry);
  }

  for (const table of tables) for (const [id, entry] of Object.entries(table)) register(id, entry);
  const changing = refused(unwritable);
  for (const id of publicIds()) {
    if (!entries.has(id)) register(id, isChanging(id) ? changing : rest);
  }
  return (id) => entries.get(id) ?? refused("not a public function of this package");
}

/** The ids of the public functions, and of the methods of universal ones. */
export const publicIds = (): ReadonlySet<string> =>
  new Set(
    overridables().flatMap((func) => [func.id, ...Object.keys(func).map((name) => `${func.id}.${name}`)]),
  );

/** Whether a function changes its first argument and returns nothing. */
const isChanging = (id: string): boolean => id === "put_along_axis" || id.endsWith(".at");

const isGiven = (option: unknown): boolean => option !== undefined && option !== null;
