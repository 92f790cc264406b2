/**
 * Does what the Python package asks for, one request after another: `[released handles, operation, ...arguments]`. The
 * answer is `[true, result]` or `[false, class, message]`.
 */
import { readSync, writeSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import * as np from "ndwasm";
import { read, Writer } from "./wire.mjs";

/** Arrays by number. One that is handed out twice is let go when it was given back twice. */
class Handles {
  #objects = new Map();
  #entries = new Map();
  #next = 0;

  add(object) {
    const entry = this.#entries.get(object) ?? { handle: this.#next++, count: 0 };
    entry.count++;
    this.#entries.set(object, entry);
    this.#objects.set(entry.handle, object);
    return entry.handle;
  }

  get(handle) {
    return this.#objects.get(handle);
  }

  release(handle) {
    const object = this.get(handle);
    if (--this.#entries.get(object).count > 0) return;
    this.#entries.delete(object);
    this.#objects.delete(handle);
    object.dispose?.();
  }
}

const [stdin, stdout] = [0, 1];
const arrays = new Handles();
const writer = new Writer((array) => {
  const { dtype = null, shape = null } = array;
  return { handle: arrays.add(array), dtype, shape };
});

/** With NDWASM_LIKE=lazy, what functions make of no array is lazy: the standard has such functions. */
// The global `process`, for the module node:process opens standard input, which then no longer blocks.
const like = process.env.NDWASM_LIKE === "lazy" ? (await import("ndwasm/lazy")).arange(0, 1, 1) : undefined;
const creators = new Set(["arange", "asarray", "empty", "eye", "full", "linspace", "ones", "zeros"]);

const operations = {
  call(path, args, given) {
    const options = like && creators.has(path) ? { ...given, like } : given;
    return find(path)(...args, ...(Object.keys(options).length ? [options] : []));
  },
  async method(object, name, args) {
    // A lazy array has no elements until it is computed.
    const owner = name === "item" && "compute" in object ? await object.compute() : object;
    return owner[name](...args);
  },
  attribute: (object, name) => object[name],
  constant: (name) => np[name],
};

/** A function of the namespace, or of what `__array_namespace_info__` returns, by its path. */
function find(path) {
  const names = path.split(".");
  const root = names[0] === "info" ? { info: np.__array_namespace_info__() } : np;
  const func = names.reduce((parent, name) => parent?.[name], root);
  if (typeof func === "function") return func;
  throw new TypeError(`ndwasm has no function ${path}`);
}

async function answer(body) {
  try {
    const [released, operation, ...args] = read(body, (handle) => arrays.get(handle), np.slice);
    for (const handle of released) arrays.release(handle);
    return [true, await operations[operation](...args)];
  } catch (error) {
    return [false, error.name, error.message];
  }
}

/** The next `length` bytes, or null where there are none any more. */
function take(length) {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; ) {
    const count = readSync(stdin, bytes, at, length - at);
    if (count === 0) return null;
    at += count;
  }
  return bytes;
}

for (let count = 1; ; count++) {
  const head = take(4);
  const body = head && take(head.readUInt32LE());
  if (!body) break;
  const frame = writer.frame(await answer(body));
  for (let at = 0; at < frame.length; ) at += writeSync(stdout, frame, at);
  // Reading blocks, so that finalizers and timers would never come to their turn.
  if (count % 1024 === 0) await setImmediate();
}
