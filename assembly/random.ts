import { tablesEnd } from "./random/ziggurat";

export * from "./random/distributions";
export * from "./random/integers";
export * from "./random/shuffle";
export * from "./random/stream";

/** First address past this module's own data and tables. */
export function data_end(): usize {
  return tablesEnd;
}
