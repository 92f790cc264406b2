/** Square matrices on which QR iterations without safeguards stall, underflow or go round in circles. */

type Elements = (n: number) => number[][];

const square = (n: number, element: (i: number, j: number) => number): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => element(i, j)));

/** Numbers between -1 and 1 that depend on i and j alone. */
const draw = (i: number, j: number): number => Math.sin(1e4 * Math.sin(12.9898 * i + 78.233 * j));

export const difficultMatrices: readonly [string, Elements][] = [
  ["rank one", (n) => square(n, () => 1)],
  ["rank two", (n) => square(n, (i, j) => i + j)],
  ["rank two at random", (n) => square(n, (i, j) => draw(i, 0) * draw(0, j) + draw(i, 1) * draw(1, j))],
  ["a chessboard", (n) => square(n, (i, j) => (i + j) % 2)],
  ["blocks of ones", (n) => square(n, (i, j) => Number(i >> 2 === j >> 2))],
  ["a Jordan block", (n) => square(n, (i, j) => (i === j ? 2 : Number(j === i + 1)))],
  ["a Jordan block below the diagonal", (n) => square(n, (i, j) => (i === j ? 2 : Number(i === j + 1)))],
  ["a nilpotent Jordan block", (n) => square(n, (i, j) => Number(i === j + 1))],
  ["nilpotent", (n) => square(n, (i, j) => (i < j ? draw(i, j) : 0))],
  ["nilpotent below the diagonal", (n) => square(n, (i, j) => (i > j ? draw(i, j) : 0))],
  ["a cycle", (n) => square(n, (i, j) => Number(j === (i + 1) % n))],
  ["a reversal", (n) => square(n, (i, j) => Number(i + j === n - 1))],
  ["graded down", (n) => square(n, (i, j) => draw(i, j) * 10 ** ((-150 * (i + j)) / n))],
  ["graded up", (n) => square(n, (i, j) => draw(i, j) * 10 ** ((-150 * (2 * n - i - j)) / n))],
  ["graded by similarity", (n) => square(n, (i, j) => draw(i, j) * 10 ** (50 * (draw(i, 7) - draw(j, 7))))],
];
