/**
 * asc transform that reads two tags from the doc comment above a function, so that sources stay plain TypeScript
 * syntax that formatters can parse:
 *
 *   @inline                 inlines the function at every call
 *   @kernel f32 f64         exports name_f32 and name_f64, each calling name<T>; set names below stand for their types
 *   @kernel.add f32=c64     exports add_c64 calling name<f32>: the name and the suffix may differ from the function's
 *   @kernel.add(ADD) f32    exports add_f32 calling name<f32>(ADD, …): constants stand for the first parameters
 */
import { Node } from "assemblyscript";
import { Transform } from "assemblyscript/dist/transform.js";

const signed = ["i8", "i16", "i32", "i64"];
const unsigned = ["u8", "u16", "u32", "u64"];
const float = ["f32", "f64"];
const sets = {
  // Types on which operations that wrap do not depend on the sign: those of the unsigned share the code.
  wrapping: signed.flatMap((type) => [type, `${type}=${type.replace("i", "u")}`]),
  signed,
  unsigned,
  float,
  int: [...signed, ...unsigned],
  real: [...signed, ...unsigned, ...float],
  complex: ["f32=c64", "f64=c128"],
};

const kernelTag = /@kernel(?:\.(\w+))?(?:\((.+?)\))?[ \t]+([^\n*@]+)/g;

export default class Kernels extends Transform {
  afterParse(parser) {
    for (const source of parser.sources) {
      if (source.isLibrary) continue;
      const exports = source.statements.flatMap((statement) => this.#expand(source, statement));
      if (!exports.length) continue;
      const generated = new parser.constructor();
      generated.parseFile(exports.join("\n"), source.normalizedPath, false);
      source.statements.push(...generated.sources[0].statements);
    }
  }

  #expand(source, statement) {
    const comment = docComment(source.text, statement.range.start);
    if (!comment || !statement.signature) return [];
    if (/@inline\b/.test(comment)) {
      const name = Node.createIdentifierExpression("inline", statement.range);
      (statement.decorators ??= []).push(Node.createDecorator(name, null, statement.range));
    }
    return [...comment.matchAll(kernelTag)].flatMap(([, alias, constants, types]) => {
      const name = alias ?? statement.name.text;
      const first = constants ? constants.split(",") : [];
      const instances = types
        .trim()
        .split(/\s+/)
        .flatMap((type) => sets[type] ?? [type]);
      return instances.map((instance) => kernel(source, statement, name, first, instance));
    });
  }
}

/** Text of an export that calls the function with the type argument of `instance`, and `first` for its first parameters. */
function kernel(source, { name, signature }, exported, first, instance) {
  const [type, suffix = type] = instance.split("=");
  const text = ({ range }) => source.text.substring(range.start, range.end);
  const rest = signature.parameters.slice(first.length);
  const args = [...first, ...rest.map((parameter) => parameter.name.text)].join(", ");
  return `export function ${exported}_${suffix}(${rest.map(text).join(", ")}): ${text(signature.returnType)} { return ${name.text}<${type}>(${args}); }`;
}

/** The doc comment that ends right above `start`, or undefined. */
function docComment(text, start) {
  const before = text
    .substring(0, start)
    .trimEnd()
    .replace(/\bexport$/, "")
    .trimEnd();
  if (!before.endsWith("*/")) return undefined;
  return before.substring(before.lastIndexOf("/**"));
}
