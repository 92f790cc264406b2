/** The first of the artefacts that this engine can compile, the best first. They are read one by one. */
export function compileFirst(artefacts: readonly (() => BufferSource)[]): WebAssembly.Module {
  for (const read of artefacts) {
    const bytes = read();
    if (WebAssembly.validate(bytes)) return new WebAssembly.Module(bytes);
  }
  throw noSimd();
}

/** What an engine gets that can compile none of the artefacts. */
export function noSimd(): Error {
  return new Error(
    "ndwasm needs WebAssembly SIMD, which this engine does not have (Chrome 91, Firefox 89, Safari 16.4 and Node 16.4 do)",
  );
}
