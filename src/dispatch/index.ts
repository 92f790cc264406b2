/** The protocol by which any array class answers the public functions. Imports nothing of the rest of the package. */
export { type AdoptOptions, adopt, type Handler, type Implement, type ImplementOptions } from "./adopt.ts";
export type { Conversion } from "./conversion.ts";
export { creation, overridable } from "./overridable.ts";
export {
  type AnyFunction,
  type ArrayFunction,
  arrayFunction,
  NotImplemented,
  type Options,
  type Overridable,
  type Type,
} from "./protocol.ts";
export { defaultArrayFunction, find, overridables, registerDefault, setDispatch } from "./registry.ts";
