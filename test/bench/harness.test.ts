import { expect, test } from "vitest";
import { measure, median, time } from "../../bench/harness.mjs";
import { formatLines, formatTable } from "../../bench/report.mjs";

/** A contender of which every call takes as long as the next of `seconds`. */
function taking(name: string, ...seconds: number[]) {
  let calls = 0;
  return { name, time: () => seconds[calls++ % seconds.length] };
}

const row = { table: "float64", name: "8²", unit: "GF/s" as const, work: 2e9 };
const options = { rounds: 5, seconds: 1 };

test("speeds are medians of the rounds, relations medians of those within a round", async () => {
  const results = await measure(
    {
      ...row,
      contenders: () => [
        // Two calls to warm up, then five rounds.
        { ...taking("ours", 1, 1, 1, 2, 1, 4, 1), relation: { is: "share" as const, of: "peak" } },
        { ...taking("theirs", 3, 3, 3, 6, 4, 12, 4), relation: { is: "times" as const, of: "ours" } },
        { ...taking("peak", 1, 1, 0.5, 1, 0.5, 2, 0.5), work: 1e9 },
      ],
    },
    options,
  );
  expect(results).toEqual([
    { contender: "ours", seconds: 1, rate: 2, relation: { is: "share", of: "peak", value: 1 } },
    { contender: "theirs", seconds: 4, rate: 0.5, relation: { is: "times", of: "ours", value: 3 } },
    { contender: "peak", seconds: 0.5, rate: 2 },
  ]);
});

test("a result that differs from the first is a failure, and so is an error", async () => {
  const finished: string[] = [];
  const results = await measure(
    {
      ...row,
      tolerance: 1e-3,
      contenders: () => [
        { ...taking("ours", 1), result: () => [1, 2] },
        { ...taking("close", 1), result: () => [1, 2.0001] },
        { ...taking("far", 1), result: async () => [1, 3], finish: () => finished.push("far") },
        { ...taking("not a number", 1), result: () => [1, Number.NaN] },
        { ...taking("short", 1), result: () => [1] },
        { name: "broken", time: () => Promise.reject(new Error("no memory")) },
        { ...taking("above", 2), relation: { is: "above" as const, of: "broken" } },
      ],
    },
    options,
  );
  expect(results.map(({ contender, failure }) => [contender, failure])).toEqual([
    ["ours", undefined],
    ["close", undefined],
    ["far", "wrong: 3 instead of 2"],
    ["not a number", "wrong: NaN instead of 2"],
    ["short", "wrong: 1 elements, not 2"],
    ["broken", "no memory"],
    ["above", undefined],
  ]);
  expect(results[6].relation).toBeUndefined();
  expect(finished).toEqual(["far"]);
});

test("a call that takes too long is not made again, in later rows not at all", async () => {
  let calls = 0;
  const slow = {
    name: "slow",
    time: () => 10 + 0 * calls++,
    relation: { is: "times" as const, of: "fast" },
  };
  const speeds = new Map<string, number>();
  for (const work of [1e9, 2e9]) {
    const results = await measure(
      { ...row, work, contenders: () => [slow, taking("fast", 9)] },
      { ...options, limit: 5, speeds },
    );
    expect(results.map(({ failure }) => failure)).toEqual(["slow", undefined]);
  }
  expect(calls).toBe(1);
});

test("time is that of one call, however many it takes to measure it", () => {
  let calls = 0;
  const seconds = time(() => {
    for (const end = performance.now() + 0.1; performance.now() < end; );
    calls++;
  }, 0.02);
  expect(seconds).toBeGreaterThanOrEqual(1e-4);
  expect(seconds).toBeLessThan(1e-2);
  expect(calls).toBeGreaterThan(10);
  expect(() => time(() => JSON.parse("{"), 0.02)).toThrow(SyntaxError);
});

test("median", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
});

const results = [
  { contender: "ours", seconds: 0.1, rate: 20, relation: { is: "share" as const, of: "peak", value: 0.913 } },
  { contender: "theirs", seconds: 0.2, rate: 10, relation: { is: "times" as const, of: "ours", value: 2 } },
  { contender: "other", failure: "wrong: 3 instead of 2" },
  { contender: "peak", seconds: 1, rate: 123.4 },
];

test("the table has a column for whoever takes part in any row", () => {
  const rows = [
    { name: "8²", results },
    { name: "16²", results: [{ contender: "slowest", failure: "slow" }] },
  ];
  expect(formatTable("float64", rows)).toBe(
    [
      "float64        ours      theirs  other  peak  slowest",
      "8²       20.0   91%  10.0 2.00x  wrong   123         ",
      "16²                                              slow",
    ].join("\n"),
  );
});

test("geometric means come last where they are asked for", () => {
  const rowOf = (name: string, share: number, times: number) => ({
    name,
    results: [
      { contender: "ours", rate: 20, relation: { is: "share" as const, of: "peak", value: share } },
      { contender: "theirs", rate: 10, relation: { is: "times" as const, of: "ours", value: times } },
      { contender: "peak", rate: 30 },
    ],
  });
  const lines = formatTable("sum", [rowOf("a", 0.9, 0.5), rowOf("b", 0.4, 4.5)], true).split("\n");
  expect(lines.at(-1)).toBe("geometric mean         60%       1.50x      ");
});

test("a line of JSON for each contender", () => {
  const lines = formatLines("gemm", row, results).split("\n");
  const [first, , third] = lines.map((line: string) => JSON.parse(line));
  const place = { benchmark: "gemm", table: "float64", row: "8²", unit: "GF/s" };
  expect(first).toEqual({ ...place, ...results[0] });
  expect(third).toEqual({ ...place, contender: "other", failure: "wrong: 3 instead of 2" });
});
