/** A value that a literal of Python stands for. Tuples are told from lists; strings keep their escapes. */
export type Literal = string | bigint | boolean | null | Tuple | Literal[] | Map<Literal, Literal>;

export class Tuple {
  readonly items: readonly Literal[];

  constructor(items: readonly Literal[]) {
    this.items = items;
  }
}

/** Brackets nested deeper than this are no header of a file. */
const deepest = 64;

// A string, a name, an integer ("L" is Python 2's), a sign of punctuation, or the end.
const token =
  /\s*(?:u?('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|(True|False|None)\b|(-?\d+)L?(?!\w)|([()[\]{},:])|$)/y;

const names = new Map<string, Literal>([
  ["True", true],
  ["False", false],
  ["None", null],
]);

/** What a literal of Python's means: strings, integers, True, False, None, and tuples, lists and dictionaries of such. */
export function parseLiteral(text: string): Literal {
  let sign = "";
  let value: Literal | undefined;
  let depth = 0;
  token.lastIndex = 0;

  function advance(): void {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new SyntaxError(`there is no literal of Python at position ${at}`);
    const [, string, name, integer, punctuation = ""] = match;
    sign = punctuation;
    if (string) value = string.slice(1, -1);
    else if (name) value = names.get(name);
    else value = integer ? BigInt(integer) : undefined;
  }

  function expect(wanted: string): void {
    if (sign !== wanted) throw new SyntaxError(`'${wanted}' is missing before position ${token.lastIndex}`);
    advance();
  }

  /** Items up to the bracket `end`, which may follow a comma; `isTuple` tells whether there was one. */
  function list<T>(end: string, item: () => T): { items: T[]; hasComma: boolean } {
    const items: T[] = [];
    let hasComma = false;
    if (++depth > deepest) throw new SyntaxError(`brackets are nested more than ${deepest} deep`);
    advance();
    while (sign !== end) {
      items.push(item());
      if (sign === end) break;
      expect(",");
      hasComma = true;
    }
    depth--;
    advance();
    return { items, hasComma };
  }

  function entry(): [Literal, Literal] {
    const key = parse();
    expect(":");
    return [key, parse()];
  }

  function parse(): Literal {
    if (value !== undefined) {
      const found = value;
      advance();
      return found;
    }
    if (sign === "[") return list("]", parse).items;
    if (sign === "{") return new Map(list("}", entry).items);
    if (sign !== "(") throw new SyntaxError(`a value is missing before position ${token.lastIndex}`);
    const { items, hasComma } = list(")", parse);
    return items.length === 1 && !hasComma ? items[0] : new Tuple(items);
  }

  advance();
  const found = parse();
  if (sign || value !== undefined) {
    throw new SyntaxError(`something follows the literal before position ${token.lastIndex}`);
  }
  return found;
}
