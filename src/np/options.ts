/** Refuses a trailing argument that is not a plain object, and option keys that the function does not have. */
export function checkOptions(id: string, options: object, keys: readonly string[]): void {
  if (typeof options !== "object" || options === null) {
    throw new TypeError(`${id}: options are an object such as { ${keys[0]}: … }, not ${String(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!keys.includes(key))
      throw new TypeError(`${id}: unknown option '${key}'; it takes ${keys.join(", ")}`);
  }
}
