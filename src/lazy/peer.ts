/**
 * A package that is needed for some purpose alone: an optional peer dependency.
 * @throws Error that says what needs it, if it is not installed
 */
export async function importPeer<T>(name: string, purpose: string): Promise<T> {
  try {
    // Not resolved when this package is bundled: who does not use it does not need it.
    return (await import(/* @vite-ignore */ name)) as T;
  } catch (cause) {
    throw new Error(`${purpose} the package ${name}: npm install ${name}`, { cause });
  }
}
