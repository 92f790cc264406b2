/** A result of several arrays: by name, or iterated in the order of the names. */
export type NamedTuple<Fields> = Readonly<Fields> & Iterable<Fields[keyof Fields]>;

class Tuple {
  constructor(fields: object) {
    Object.assign(this, fields);
  }

  *[Symbol.iterator](): Iterator<unknown> {
    yield* Object.values(this);
  }
}

/** `fields`, in their order, as a named tuple. */
export function namedTuple<Fields extends object>(fields: Fields): NamedTuple<Fields> {
  return new Tuple(fields) as unknown as NamedTuple<Fields>;
}
