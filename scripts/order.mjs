import { readFileSync, writeFileSync } from "node:fs";
import binaryen from "binaryen";

const { Features } = binaryen;

/** The features that asconfig.json enables beside those of every engine. */
const features =
  Features.SIMD128 |
  Features.RelaxedSIMD |
  Features.Atomics |
  Features.BulkMemory |
  Features.BulkMemoryOpt |
  Features.MutableGlobals |
  Features.NontrappingFPToInt |
  Features.SignExt;

// As asc is told to: they say how instructions are written.
binaryen.setOptimizeLevel(3);
binaryen.setShrinkLevel(1);

/**
 * Puts functions that resemble each other one after another: gzip refers back no further than 32 KB, and less far in
 * fewer bits. The code of each stays as it is.
 */
export function orderFunctions(file) {
  const text = textOf(readFileSync(file));
  const [head, ...functions] = text.slice(0, text.lastIndexOf(")")).split(/^(?= \(func )/m);
  writeFileSync(file, binaryOf(`${head}${chain(functions).join("")})`));
}

/** The functions, the largest first, each followed by the one of those left that has most in common with it. */
function chain(functions) {
  const shingles = functions.map(shinglesOf);
  const left = new Set(functions.keys());
  const order = [];
  const largest = functions.reduce(
    (found, { length }, i) => (length > functions[found].length ? i : found),
    0,
  );
  for (let last = largest; left.size; last = mostAlike(shingles, last, left)) {
    left.delete(last);
    order.push(last);
  }
  return order.map((i) => functions[i]);
}

function mostAlike(shingles, last, left) {
  let best;
  let most = -1;
  for (const i of left) {
    // That of little functions is left out of account.
    const alike = common(shingles[last], shingles[i]) / (shingles[i].size + 30);
    if (alike > most) [best, most] = [i, alike];
  }
  return best;
}

function common(a, b) {
  const [less, more] = a.size < b.size ? [a, b] : [b, a];
  let count = 0;
  for (const shingle of less) count += more.has(shingle);
  return count;
}

/** All runs of three instructions (Broder, On the resemblance and containment of documents, 1997). */
function shinglesOf(text) {
  const lines = text.split("\n").slice(1, -1);
  return new Set(lines.slice(2).map((line, i) => `${lines[i].trim()} ${lines[i + 1].trim()} ${line.trim()}`));
}

function textOf(bytes) {
  const module = binaryen.readBinaryWithFeatures(bytes, features);
  const text = module.emitText();
  module.dispose();
  return text;
}

function binaryOf(text) {
  const module = binaryen.parseText(text);
  module.setFeatures(features);
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
}
