import { decode } from "fast-png";
import * as np from "ndwasm";
import { describe, expect, test } from "vitest";
import { svdOfRows } from "../../examples/digits/jacobi.ts";
import { Matrix } from "../../examples/digits/matrix.ts";
import { drawRows } from "../../examples/digits/picture.ts";
import { principalComponents, stages } from "../../examples/digits/principal-components.ts";
import { formatTable } from "../../examples/digits/table.ts";

/** Three pictures of four pixels; the last pixel is the same in all of them. */
const pictures = [
  [0, 1, 0.5, 0.25],
  [1, 0, 0.75, 0.25],
  [0.5, 0.75, 0, 0.25],
];

describe("principal components", () => {
  test("of a WasmArray: they make up the standardised rows, and explain all of the variance", () => {
    const { mean, scale, U, S, Vh, explained } = principalComponents(np.asarray(pictures));
    const back = np.add(np.multiply(np.matmul(np.multiply(U, S), Vh), scale), mean);
    expect(Number(np.max(np.abs(np.subtract(back, pictures))))).toBeLessThan(1e-15);
    expect(Number(np.sum(explained))).toBeCloseTo(1, 15);
    expect(scale.item(3)).toBe(1);
  });

  test("of a foreign class are the same, and of that class", () => {
    const own = principalComponents(np.asarray(pictures));
    const foreign = principalComponents(new Matrix(pictures));
    for (const name of ["mean", "scale", "S", "explained"] as const) {
      expect(foreign[name]).toBeInstanceOf(Matrix);
      const expected = np.reshape(own[name], [-1]).toArray() as number[];
      foreign[name].rows[0].forEach((value, i) => {
        expect(value).toBeCloseTo(expected[i], 14);
      });
    }
  });

  test("report each stage as it begins", () => {
    const begun: string[] = [];
    principalComponents(new Matrix(pictures), (stage) => begun.push(stage));
    expect(begun).toEqual([...stages]);
  });
});

test("the foreign class answers nothing else", () => {
  expect(() => np.exp(new Matrix(pictures))).toThrow(/exp.*Matrix/);
});

test("one-sided Jacobi gives a factorization", () => {
  const rows = pictures.map((row) => Float64Array.from(row));
  const { U, S, Vh } = svdOfRows(rows);
  expect(S).toEqual([...S].sort((a, b) => b - a));
  const entry = (u: number[], j: number) => u.reduce((sum, value, k) => sum + value * S[k] * Vh[k][j], 0);
  const back = U.map((u) => pictures[0].map((_, j) => entry(u, j)));
  back.flat().forEach((value, i) => {
    expect(value).toBeCloseTo(pictures.flat()[i], 14);
  });
});

test("a picture has a row of images for each label", () => {
  const blank = new Array<number>(28 * 28).fill(0);
  const full = new Array<number>(28 * 28).fill(1);
  const { width, height, channels, data } = decode(
    drawRows([
      { label: "originals", images: [full, blank], colours: "ink" },
      { label: "components 1-10", images: [full, blank], colours: "signed" },
    ]),
  );
  const pixel = (x: number, y: number) => [...data.slice((y * width + x) * channels).slice(0, 3)];
  const middle = (column: number, row: number) =>
    pixel(width - 92 * (2 - column) + 42, Math.floor((height / 4) * (2 * row + 1)));
  expect([middle(0, 0), middle(1, 0)]).toEqual([
    [0, 0, 0],
    [255, 255, 255],
  ]);
  const [red, green, blue] = middle(0, 1);
  expect(red).toBeGreaterThan(green);
  expect(green).toBe(blue);
});

test("a table lines its columns up", () => {
  expect(
    formatTable([
      ["", "a"],
      ["name", "b"],
      ["x", "1.25"],
    ]).split("\n"),
  ).toEqual(["          a", "name      b", "───────────", "x      1.25"]);
});
