import { instantiateSync } from "@assemblyscript/loader";
import type { Artefact, Features, Load } from "./artefacts/artefact.ts";
import { memory } from "./memory.ts";

/** A module of the package as it is instantiated now. */
export interface Binding {
  artefact: Artefact;
  exports: WebAssembly.Exports;
  readonly load: Load;
  /** Hands new exports to the variable that holds the old ones. */
  readonly rebind: (exports: never) => void;
}

/** The modules that have been imported. */
export const bindings: Binding[] = [];

/** The exports of an artefact on the one memory; `rebind` gets others when settings change. */
export function bind<Exports extends object>(
  load: Load,
  first: Artefact | Promise<Artefact>,
  rebind: (exports: Exports) => void,
): Exports {
  const artefact = first as Artefact;
  const exports = instantiate(artefact);
  bindings.push({ artefact, exports, load, rebind });
  return exports as Exports;
}

/** The artefacts with at most these features, one for each module; a promise if one has to be fetched. */
export function loadAll(features: Features): Artefact[] | Promise<Artefact[]> {
  const artefacts = bindings.map(({ load }) => load(features));
  return artefacts.some((artefact) => artefact instanceof Promise)
    ? Promise.all(artefacts)
    : (artefacts as Artefact[]);
}

/** Instantiates the artefacts, one for each module, on the one memory as it is now. */
export function rebindAll(artefacts: readonly Artefact[]): void {
  for (const [i, binding] of bindings.entries()) {
    binding.artefact = artefacts[i];
    binding.exports = instantiate(artefacts[i]);
    binding.rebind(binding.exports as never);
  }
}

function instantiate({ module }: Artefact): WebAssembly.Exports {
  // Those of the instance itself: the loader's own `exports` wrap each in a function that counts arguments.
  return instantiateSync(module, { env: { memory } }).instance.exports;
}
