/** Runs recorded cases on WebGPU: for a page of a browser that has it. */
import * as jax from "@jax-js/jax";
import { readGPUsAtOnce, support } from "../../../src/adapters/jax/index.ts";
import * as np from "../../../src/index.ts";
import { runCase } from "../../cases/check.ts";
import { parseCases } from "../../cases/fixtures.ts";
import { jaxKind } from "../../cases/jax-kinds.ts";

/** What became of the cases of one function. */
export interface Outcome {
  /** Those that hold. */
  passed: number;
  /** Those that would be borrowed, as the device is not read at once. */
  unread: number;
  readonly failures: string[];
}

/** The cases of a chapter that apply, by the functions that the device computes itself. */
export async function runCases(chapter: string): Promise<{ [fn: string]: Outcome }> {
  await useGPU();
  const kind = jaxKind("webgpu");
  const outcomes: { [fn: string]: Outcome } = {};
  for (const each of parseCases(await (await fetch(`/${chapter}.jsonl`)).text())) {
    if (support(each.fn).by !== "native" || kind.skip?.(each)) continue;
    outcomes[each.fn] ??= { passed: 0, unread: 0, failures: [] };
    const outcome = outcomes[each.fn];
    const operands = [...each.args, ...Object.values(each.options)].flat();
    const problem = await runCase(
      kind.adapt?.(each) ?? each,
      kind,
      operands.map(() => kind.layouts[0]),
      {},
    );
    if (!problem) outcome.passed++;
    else if (problem.includes("is not read at once")) outcome.unread++;
    else outcome.failures.push(`${problem}\n  in ${each.line}`);
  }
  return outcomes;
}

/** What is said of a function that jax-js lacks, before and after GPUs may be read at once; and what the device gives in between. */
export async function borrow(): Promise<{ refused: string; still: number[]; unreadable: string }> {
  await useGPU();
  const x = jax.numpy.array([3, 4]);
  const message = () => {
    try {
      return String(np.median(x));
    } catch (error) {
      return String(error);
    }
  };
  const refused = message();
  const still = (await np.toHost(np.add(x, 1))).toArray() as number[];
  readGPUsAtOnce(true);
  return { refused, still, unreadable: message() };
}

async function useGPU(): Promise<void> {
  if (!(await jax.init("webgpu")).includes("webgpu")) throw new Error("there is no WebGPU here");
  jax.defaultDevice("webgpu");
}
