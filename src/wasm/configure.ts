import { loadAll, rebindAll } from "./instance.ts";
import { renewMemory } from "./memory.ts";
import { changedSettings, featuresOf, putInForce, type Settings, settings } from "./settings.ts";
import { isMemoryInUse } from "./storage.ts";

/**
 * Changes settings, as long as there has been no array: modules are instantiated anew, on a new memory. The promise is
 * for artefacts that have to be fetched; without any, all is done on return. What changes nothing is never too late.
 */
export function configureModules(id: string, changes: Partial<Settings>): Promise<void> {
  const changed = changedSettings(id, changes);
  if (isSame(changed, settings)) {
    putInForce(changed);
    return Promise.resolve();
  }
  checkUnused(id);
  const artefacts = loadAll(featuresOf(changed));
  const apply = (loaded: Awaited<typeof artefacts>): void => {
    checkUnused(id);
    putInForce(changed);
    renewMemory();
    rebindAll(loaded);
  };
  if (artefacts instanceof Promise) return artefacts.then(apply);
  apply(artefacts);
  return Promise.resolve();
}

function checkUnused(id: string): void {
  if (isMemoryInUse())
    throw new Error(`${id}: there has been an array already; configure before the first one`);
}

function isSame(a: Settings, b: Settings): boolean {
  return a.threads === b.threads && a.relaxed === b.relaxed && a.maxMemory === b.maxMemory;
}
