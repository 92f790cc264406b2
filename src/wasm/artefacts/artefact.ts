/** What an artefact of a module was compiled for. */
export interface Features {
  /** Relaxed SIMD. */
  readonly relaxed: boolean;
  /** A memory that is shared between threads; one that is not cannot be used with it. */
  readonly shared: boolean;
}

/** A compiled artefact, by the name of its file in build/. */
export interface Artefact {
  readonly name: string;
  readonly module: WebAssembly.Module;
}

/** Compiles the artefact of one module that has at most these features. What must be fetched comes as a promise. */
export type Load = (features: Features) => Artefact | Promise<Artefact>;

/** Names of the artefacts of a module that have at most these features, the best first. */
export function namesOf(module: string, { relaxed, shared }: Features): string[] {
  const end = shared ? "-threads" : "";
  return relaxed ? [`${module}-relaxed${end}`, module + end] : [module + end];
}

/** The first artefact of the module that this engine can compile, the best first. They are read one by one. */
export function compileFirst(
  module: string,
  features: Features,
  read: (name: string) => BufferSource,
): Artefact {
  for (const name of namesOf(module, features)) {
    const bytes = read(name);
    if (WebAssembly.validate(bytes)) return { name, module: new WebAssembly.Module(bytes) };
  }
  throw noSimd();
}

/** For platforms that cannot compile bytes, so that there is no choice: the artefact, whatever is asked for. */
export function onlyArtefact(name: string, module: WebAssembly.Module): Load {
  return ({ relaxed }) => {
    if (relaxed || !name.includes("relaxed")) return { name, module };
    throw new Error(`ndwasm: bundles for this platform have ${name}.wasm alone, without a choice of relaxed`);
  };
}

/** What an engine gets that can compile none of the artefacts. */
export function noSimd(): Error {
  return new Error(
    "ndwasm needs WebAssembly SIMD, which this engine does not have (Chrome 91, Firefox 89, Safari 16.4 and Node 16.4 do)",
  );
}
