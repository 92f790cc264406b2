import { relaxedSimd, simd } from "wasm-feature-detect";
import { type Artefact, type Features, namesOf, noSimd } from "../artefact.ts";

/** The first artefact of the module that this engine can compile, the best first. */
export async function fetchFirst(
  module: string,
  features: Features,
  urls: { readonly [name: string]: URL },
): Promise<Artefact> {
  for (const name of namesOf(module, features)) {
    const isSupported = name.includes("relaxed") ? relaxedSimd : simd;
    if (await isSupported()) return { name, module: await compileAt(urls[name]) };
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
