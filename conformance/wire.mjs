/**
 * What goes over the pipes: a frame is four bytes of length, little-endian, and a value. A value is a tag, one byte, and
 * what the tag says. `ndwasm/wire.py` is the other end.
 */

/** Writes values one after another; arrays and whatever else stays here are written by `reference`. */
export class Writer {
  #buffer = Buffer.allocUnsafe(1 << 16);
  #at = 4;
  #reference;

  constructor(reference) {
    this.#reference = reference;
  }

  /** The frame of one value. Valid until the next. */
  frame(value) {
    this.#at = 4;
    this.#write(value);
    this.#buffer.writeUInt32LE(this.#at - 4, 0);
    return this.#buffer.subarray(0, this.#at);
  }

  #write(value) {
    switch (typeof value) {
      case "undefined":
        return this.#tag("N");
      case "boolean":
        return this.#tag(value ? "T" : "F");
      case "number":
        this.#tag("d");
        return this.#double(value);
      case "bigint":
        this.#tag("i");
        return this.#text(String(value));
      case "string":
        this.#tag("s");
        return this.#text(value);
      default:
        return this.#object(value);
    }
  }

  #object(value) {
    if (value === null) return this.#tag("N");
    if (Array.isArray(value)) return this.#list("l", value);
    const prototype = Object.getPrototypeOf(value);
    const names = Object.keys(value);
    if (prototype === Object.prototype && names.join() === "re,im") {
      this.#tag("c");
      this.#double(value.re);
      return this.#double(value.im);
    }
    // Of what is iterable, arrays aside, a named tuple has names.
    const isTuple = Symbol.iterator in value && !("dtype" in value || ArrayBuffer.isView(value));
    if (!isTuple && prototype !== Object.prototype) {
      const { handle, dtype, shape } = this.#reference(value);
      this.#tag("a");
      this.#integer(handle);
      this.#write(dtype);
      return this.#write(shape);
    }
    this.#list(isTuple ? "t" : "m", Object.entries(value).flat());
  }

  #list(tag, items) {
    this.#tag(tag);
    this.#integer(items.length);
    for (const item of items) this.#write(item);
  }

  #tag(tag) {
    this.#room(1);
    this.#buffer[this.#at++] = tag.charCodeAt(0);
  }

  #integer(value) {
    this.#room(4);
    this.#at = this.#buffer.writeUInt32LE(value, this.#at);
  }

  #double(value) {
    this.#room(8);
    this.#at = this.#buffer.writeDoubleLE(value, this.#at);
  }

  #text(value) {
    const length = Buffer.byteLength(value);
    this.#integer(length);
    this.#room(length);
    this.#at += this.#buffer.write(value, this.#at);
  }

  #room(bytes) {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

/** The value in a frame's bytes; `dereference` finds arrays by their handle, `slice` makes one of three bounds. */
export function read(bytes, dereference, slice) {
  let at = 0;
  const integer = () => {
    at += 4;
    return bytes.readUInt32LE(at - 4);
  };
  const double = () => {
    at += 8;
    return bytes.readDoubleLE(at - 8);
  };
  const text = () => {
    const length = integer();
    at += length;
    return bytes.toString("utf8", at - length, at);
  };
  const list = () => {
    // An array of numbers alone, as V8 keeps it, would forget the sign of NaN.
    const items = new Array(integer()).fill(null);
    for (let i = 0; i < items.length; i++) items[i] = value();
    return items;
  };
  const value = () => {
    const tag = String.fromCharCode(bytes[at++]);
    switch (tag) {
      case "N":
        return null;
      case "T":
      case "F":
        return tag === "T";
      case "d":
        return double();
      case "i":
        return BigInt(text());
      case "c":
        return { re: double(), im: double() };
      case "s":
        return text();
      case "l":
        return list();
      case "m":
        return Object.fromEntries(Array.from({ length: integer() / 2 }, () => [value(), value()]));
      case "z":
        return slice(value(), value(), value());
      case "a":
        return dereference(integer());
    }
    throw new Error(`no value has the tag '${tag}'`);
  };
  return value();
}
