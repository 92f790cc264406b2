/** Random numbers: https://numpy.org/doc/stable/reference/random/generator.html */
export { BitGenerator, PCG64, Philox, type PhiloxOptions, type Seed } from "./bit-generators.ts";
export {
  type ChoiceOptions,
  default_rng,
  Generator,
  type IntegerOptions,
  type NumberOptions,
  type Size,
  type SizeOption,
} from "./generator.ts";
export { type Entropy, SeedSequence } from "./seed-sequence.ts";
