import { counterBytes } from "./sort/radix";

export * from "./sort/argsort";
export * from "./sort/groups";
export * from "./sort/sort";

/** Bytes that sorting kernels need for counters. */
export function sort_counter_bytes(): usize {
  return counterBytes;
}
