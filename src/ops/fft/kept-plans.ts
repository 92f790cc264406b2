/** Plans in linear memory, where kernels read them, kept from one transform to the next. */
import { address, allocate, bytes, release, retain, type Storage } from "../../wasm/storage.ts";
import { halfTurns, makePlan, type Plan, type Real, roundUp } from "./plan.ts";

/** A plan in a block of its own, which moves as blocks do: its address is taken for each call of a kernel. */
export interface KeptPlan extends Pick<Plan, "length" | "room"> {
  readonly storage: Storage;
  /** Bytes from the start of the plan to its half turns, if it has them. */
  readonly turns: number;
}

/** The last used at the end. */
const kept = new Map<string, KeptPlan>();
/** Beyond it the last plan alone is kept. */
const mostKeptBytes = 2 ** 24;
let keptBytes = 0;

/** The plan for transforms of n numbers, with half turns for lines of 2n real ones. It lives until the next one is asked for. */
export function planFor(id: string, n: number, isInverse: boolean, real: Real, hasTurns: boolean): KeptPlan {
  const key = `${n} ${isInverse} ${real} ${hasTurns}`;
  const plan = kept.get(key) ?? placePlan(id, n, isInverse, real, hasTurns);
  kept.delete(key);
  kept.set(key, plan);
  return plan;
}

/** Where kernels find a plan, valid as other addresses are. */
export const placeOf = (id: string, plan: KeptPlan): number => address(plan.storage, id);

function placePlan(id: string, n: number, isInverse: boolean, real: Real, hasTurns: boolean): KeptPlan {
  const plan = makePlan(n, isInverse, real);
  const turns = roundUp(plan.bytes.length);
  const ends = hasTurns ? halfTurns(n, isInverse, real) : new Uint8Array();
  makeRoom(turns + ends.length);
  const storage = allocate(id, turns + ends.length);
  retain(storage);
  const block = bytes(storage);
  block.set(plan.bytes);
  block.set(ends, turns);
  keptBytes += storage.nbytes;
  return { length: n, room: plan.room, storage, turns };
}

/** Gives up the plans that were used longest ago, as many as it takes. */
function makeRoom(nbytes: number): void {
  for (const [key, { storage }] of kept) {
    if (keptBytes + nbytes <= mostKeptBytes) break;
    kept.delete(key);
    keptBytes -= storage.nbytes;
    release(storage);
  }
}
