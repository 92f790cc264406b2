/** Threads that compute with all of the package on the memory of another, each with blocks of its own. */
import type { Artefact } from "./artefacts/artefact.ts";
import { bindings, rebindAll } from "./instance.ts";
import { joinMemory, maximumPages, memory } from "./memory.ts";
import { putInForce, settings } from "./settings.ts";
import { isMemoryInUse } from "./storage.ts";

/** What a thread needs to join; it can be posted to a worker. */
export interface Invitation {
  readonly memory: WebAssembly.Memory;
  readonly pages: number;
  readonly artefacts: readonly Artefact[];
  readonly relaxed: boolean;
}

/** An invitation to this thread's memory; null if that is not shared. */
export function invite(): Invitation | null {
  if (!(memory.buffer instanceof SharedArrayBuffer)) return null;
  const artefacts = bindings.map(({ artefact }) => artefact);
  return { memory, pages: maximumPages, artefacts, relaxed: settings.relaxed };
}

/** Makes this thread, which must not have had any array, work on the memory of the one that invites it, without threads of its own. */
export function join({ memory, pages, artefacts, relaxed }: Invitation): void {
  if (isMemoryInUse()) throw new Error("join: there has been an array in this thread already");
  putInForce({ ...settings, threads: 1, relaxed, why: "it works for another thread" });
  joinMemory(memory, pages);
  const moduleOf = ({ name }: Artefact) => name.split("-")[0];
  rebindAll(
    bindings.map(
      (binding) =>
        artefacts.find((each) => moduleOf(each) === moduleOf(binding.artefact)) ?? unknown(binding.artefact),
    ),
  );
}

function unknown({ name }: Artefact): never {
  throw new Error(`join: the thread that invites does not have ${name}`);
}
