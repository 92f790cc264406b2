/**
 * A package that is needed for some purpose alone: an optional peer dependency.
 * @throws Error that says what needs it, if it is not installed
 */
export async function importPeer<T>(name: string, range: string, purpose: string): Promise<T> {
  try {
    // Not resolved when this package is bundled: who does not use it does not need it.
    return (await import(/* @vite-ignore */ name)) as T;
  } catch (cause) {
    throw missingPeer(name, range, purpose, cause);
  }
}

/**
 * The error where an optional peer dependency is not there. Bundlers find a package by its name in `import("name")`, and take it for
 * optional where a `try` surrounds that.
 */
export function missingPeer(name: string, range: string, purpose: string, cause: unknown): Error {
  return new Error(`${purpose} the package ${name} ${range}: npm install ${name}@${range}`, { cause });
}

/** The error where another version of an optional peer dependency is. */
export const wrongPeer = (name: string, range: string, purpose: string, found: string): Error =>
  new Error(`${purpose} the package ${name} ${range}, but ${found} is installed`);
