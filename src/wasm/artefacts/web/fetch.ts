import { noSimd } from "../compile.ts";

/** An artefact and whether this engine has what it needs. */
type Candidate = readonly [isSupported: () => Promise<boolean>, url: URL];

/** The first of the artefacts that this engine can compile, the best first. */
export async function fetchFirst(candidates: readonly Candidate[]): Promise<WebAssembly.Module> {
  for (const [isSupported, url] of candidates) {
    if (await isSupported()) return compileAt(url);
  }
  throw noSimd();
}

async function compileAt(url: URL): Promise<WebAssembly.Module> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`ndwasm: ${url} answered ${response.status} ${response.statusText}`);
  // Engines compile while they load only what is served as wasm.
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    return WebAssembly.compileStreaming(response);
  }
  return WebAssembly.compile(await response.arrayBuffer());
}
