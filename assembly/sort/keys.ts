/*
 * Keys: unsigned integers as wide as T that lie in the order of T's values. NaN comes last, in both directions.
 */

/** The key of the value at `p`, of the unsigned type K; -0 lies next to 0, before it or after it by direction. @inline */
export function keyOf<T, K>(p: usize, descending: bool): K {
  const bits = load<K>(p);
  if (isFloat<T>()) {
    if (load<T>(p) != load<T>(p)) return <K>-1;
    const key = bits ^ ((<K>0 - (bits >> top<K>())) | sign<K>());
    return descending ? ~key : key;
  }
  const key = isSigned<T>() ? bits ^ sign<K>() : bits;
  return descending ? ~key : key;
}

/** The bits of the value that has the key. @inline */
export function bitsOf<T, K>(key: K, descending: bool): K {
  if (isFloat<T>()) {
    // A NaN: of which sort need not be known.
    if (key == <K>-1) return <K>-1 >> 1;
    if (descending) key = ~key;
    return key ^ (((key >> top<K>()) - 1) | sign<K>());
  }
  if (descending) key = ~key;
  return isSigned<T>() ? key ^ sign<K>() : key;
}

/** The key of the first of the two zeros; that of the other one is next. @inline */
export function firstZero<K>(): K {
  return sign<K>() - 1;
}

/** @inline */
function sign<K>(): K {
  return (<K>1) << top<K>();
}

/** @inline */
function top<K>(): K {
  return <K>(8 * sizeof<K>() - 1);
}
