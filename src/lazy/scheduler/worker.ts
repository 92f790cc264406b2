/** The program of a worker: computes tasks on the memory of the thread that started it. */
import * as np from "../../index.ts";
import { describe, join, serveMessages, viewShared } from "../../np/internal.ts";
import "../index.ts";
import type { Key } from "../task.ts";
import { evaluate } from "./evaluate.ts";
import {
  type Encoded,
  isShared,
  type Job,
  type Order,
  type Outcome,
  type Report,
  replaceLeaves,
} from "./messages.ts";
import { now } from "./profile.ts";

/** Arrays whose blocks are this thread's and in use by others, by the address of the block. */
const kept = new Map<number, np.WasmArray[]>();

serveMessages(async (order: Order): Promise<Report> => {
  if ("invitation" in order) {
    join(order.invitation);
    return { ready: true };
  }
  for (const pointer of order.released) {
    for (const array of kept.get(pointer) ?? []) array.dispose();
    kept.delete(pointer);
  }
  const outcomes: Outcome[] = [];
  for (const job of order.jobs) outcomes.push(await compute(job));
  return { run: order.run, outcomes };
});

async function compute({ key, task, inputs, modules }: Job): Promise<Outcome> {
  try {
    for (const module of modules) await import(module);
    const borrowed = new Set<number>();
    const given = new Map(inputs);
    const start = now();
    const result = await evaluate(task, (each) => decode(given.get(each), borrowed));
    return { key, result: encode(key, result, borrowed), span: [start, now()] };
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
    return { key, error: { name, message } };
  }
}

/** A result of another task as arrays over its blocks, whose addresses are noted. */
function decode(value: Encoded, borrowed: Set<number>): unknown {
  return replaceLeaves(value, isShared, ({ shared }) => {
    borrowed.add(shared.pointer);
    return viewShared(shared);
  });
}

const isArray = (value: unknown): value is np.WasmArray => value instanceof np.WasmArray;

/** A result as others find it. What lies in blocks of this thread is kept until it is released. */
function encode(key: Key, value: unknown, borrowed: ReadonlySet<number>): Encoded {
  return replaceLeaves(value, isArray, (array) => {
    const shared = describe(key, array);
    const list = kept.get(shared.pointer);
    if (borrowed.has(shared.pointer)) array.dispose();
    else if (list) list.push(array);
    else kept.set(shared.pointer, [array]);
    return { shared };
  });
}
