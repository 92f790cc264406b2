/** Products of matrices on several threads, by the sums of the kernels for one. */
import { type Linalg, linalg } from "../wasm/linalg.ts";
import { type Kernel, mostTiles } from "../wasm/threads/board.ts";
import { forkJoin, threadCount } from "../wasm/threads/fork-join.ts";

/** Types of elements that products know: those of the unsigned are the signed ones', as sums of products wrap. */
export type GemmCode = "bool" | "i8" | PackedCode | "c64" | "c128";
/** Those of which a matrix can be packed once for all threads. */
type PackedCode = "i16" | "i32" | "i64" | "f32" | "f64";

/** Where a matrix starts, and its steps in bytes. */
export interface Matrix {
  readonly at: number;
  readonly row: number;
  readonly col: number;
}

/** Matrices, `step` bytes from one to the next. */
export interface Stack extends Matrix {
  readonly step: number;
}

/** c += a · b, or c -= a · b. */
export type Update = "add" | "subtract";

/** A product of m x k by k x n matrices of elements of `size` bytes. */
export interface Product {
  readonly code: GemmCode;
  readonly size: number;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** What it does to c, if it does not take its place: of floating-point types alone. */
  readonly update?: Update | undefined;
}

/** Multiplications from which a product is shared: from there on two threads are hardly slower than one when other programs have the second core. */
const sharingPays = 128 ** 3;
/** Parts of c that pack for themselves are multiples of this: few enough rows for a small b to be read in place. */
const smallPart = 24;
/** Vectors that a matrix is multiplied with while it is read once, and bytes of its columns in a part: shorter runs take a page each. */
const few = 4;
const leastRun = 2 ** 14;
/** Most rows of c in a part for a packed b: more make better use of b, fewer leave less to wait for at the end. */
const mostRows = (m: number): number => (m <= 512 ? 48 : 96);
/** Rows of a register tile. */
const tileRows = 6;
/** Elements of b from which packing it once, for all threads, pays. */
const packingPays = 128 ** 2;
/** Multiplications in the time that a product takes to start. */
const starting = 256;
/** Parts of a stack for each thread, so that none waits long for the others; multiplications in one at least. */
const partsPerThread = 8;
const leastPart = 2 ** 16;
/** Bytes of b packed at a time. */
const packedBytes = 2 ** 26;
/** Columns of b that are packed at a time are a multiple of those of a tile. */
const packedTile = 64;

/** Bytes of scratch memory that `multiplyInto` wants, or `multiplyStack` for at most `count` matrices. */
export function productScratch(product: Product, count = 1): number {
  if (isShared(product)) return sharedScratch(product);
  const threads = isStackShared(product, count) ? threadCount() : 1;
  return linalg.gemm_work(product.m, product.n, product.k) * threads;
}

/** c = a · b, or its update, on several threads if that pays. */
export function multiplyInto(product: Product, c: Matrix, a: Matrix, b: Matrix, scratch: number): void {
  if (isShared(product)) multiplyShared(product, c, a, b, scratch);
  else {
    const { m, n, k } = product;
    const kernel = kernelOf("gemm", product);
    kernel(c.at, c.row, c.col, a.at, a.row, a.col, b.at, b.row, b.col, m, n, k, scratch);
  }
}

/** `multiplyInto` for each of `count` matrices, whose products are not added to c. */
export function multiplyStack(
  product: Product,
  count: number,
  c: Stack,
  a: Stack,
  b: Stack,
  scratch: number,
): void {
  if (isShared(product)) {
    const matrix = (stack: Stack, i: number) => ({ ...stack, at: stack.at + i * stack.step });
    for (let i = 0; i < count; i++) {
      multiplyShared(product, matrix(c, i), matrix(a, i), matrix(b, i), scratch);
    }
    return;
  }
  const { code, m, n, k } = product;
  const kernel: Kernel = linalg[`gemm_stack_${code}`];
  const args = [
    ...[c, a, b].flatMap(({ at, step, row, col }) => [at, step, row, col]),
    m,
    n,
    k,
    count,
    scratch,
  ];
  if (!isStackShared(product, count)) kernel(...args);
  else {
    forkJoin(kernel, args, {
      count: 15,
      size: Math.ceil(Math.max(count / (partsPerThread * threadCount()), leastPart / (m * n * k + starting))),
      steps: [c, a, b].map(({ step }, i) => [4 * i, step]),
      scratch: [16, linalg.gemm_work(m, n, k)],
    });
  }
}

/** A product of n x k by k x n matrices, of which the upper triangle is wanted. */
interface UpperProduct {
  readonly code: "f32" | "f64" | "c64" | "c128";
  readonly n: number;
  readonly k: number;
}

/** Bytes of scratch memory that `subtractUpper` wants. */
export const upperScratch = (product: UpperProduct): number => upperWork(product) * threadCount();

const upperWork = ({ n, k }: UpperProduct): number => linalg.gemm_work(n + 1, n, k);

/** The upper triangle of c -= a · b, n x n, on several threads if that pays; what lies below the diagonal is not kept. */
export function subtractUpper(product: UpperProduct, c: Matrix, a: Matrix, b: Matrix, scratch: number): void {
  const { code, n, k } = product;
  const args = [c.at, c.row, c.col, a.at, a.row, a.col, b.at, b.row, b.col, n, n, k, 0, scratch];
  forkJoin(linalg[`gemm_subtract_upper_${code}`], args, {
    count: 9,
    // Half of the elements are computed.
    size: n * n * k >= 2 * sharingPays ? partRows(n) : n,
    steps: [
      [0, c.row],
      [3, a.row],
      [12, 1],
    ],
    scratch: [13, upperWork(product)],
    once: true,
  });
}

/** Whether a stack is worth several threads, which take whole products of it, and there are some. */
function isStackShared({ m, n, k }: Product, count: number): boolean {
  return count > 1 && count * (m * n * k + starting) >= sharingPays && threadCount() > 1;
}

/** Whether a product is worth several threads, and there are some. */
export function isShared({ m, n, k }: Product): boolean {
  return m * n * k >= sharingPays && threadCount() > 1;
}

/** Bytes of scratch memory that `multiplyShared` wants. */
export function sharedScratch(product: Product): number {
  const { m, n, k, size } = product;
  return (
    linalg.gemm_work(m, n, k) * threadCount() + (isPacked(product) ? packedColumns(product) * k * size : 0)
  );
}

/** `multiplyInto` for a product that `isShared`. */
export function multiplyShared(product: Product, c: Matrix, a: Matrix, b: Matrix, scratch: number): void {
  if (isPacked(product)) multiplyPacked(product, c, a, b, scratch);
  else multiplyParts(product, c, a, b, scratch);
}

const isPacked = (product: Product): product is Product & { readonly code: PackedCode } =>
  product.m >= 2 * mostRows(product.m) &&
  product.n > 1 &&
  product.n * product.k > packingPays &&
  `gemm_packed_${product.code}` in linalg;

/** Columns of b that are packed at a time. */
function packedColumns({ n, k, size }: Product): number {
  const most = Math.max(1, Math.floor(packedBytes / (k * size * packedTile)));
  return Math.min(most, Math.ceil(n / packedTile)) * packedTile;
}

/** Packs b, each thread a share of its columns; then each takes rows of c. */
function multiplyPacked(
  product: Product & { readonly code: PackedCode },
  c: Matrix,
  a: Matrix,
  b: Matrix,
  scratch: number,
): void {
  const { code, size, m, n, k } = product;
  const work = linalg.gemm_work(m, n, k);
  const packed = scratch + work * threadCount();
  const depth = linalg.gemm_depth();
  const columns = packedColumns(product);
  for (let j = 0; j < n; j += columns) {
    const cols = Math.min(columns, n - j);
    for (let p = 0; p < k; p += depth) {
      const rows = Math.min(depth, k - p);
      const from = b.at + p * b.row + j * b.col;
      forkJoin(linalg[`gemm_pack_${code}`], [packed + p * columns * size, from, b.row, b.col, cols, rows], {
        count: 4,
        size: packedTile,
        steps: [
          [0, rows * size],
          [1, b.col],
        ],
      });
    }
    const args = [c.at + j * c.col, c.row, c.col, a.at, a.row, a.col, packed, columns, m, cols, k, scratch];
    forkJoin(kernelOf("gemm_packed", product), args, {
      count: 8,
      size: partRows(m),
      steps: [
        [0, c.row],
        [3, a.row],
      ],
      scratch: [11, work],
      once: product.update !== undefined,
    });
  }
}

/** Cuts the longer side of c in parts, for which each thread packs what it needs. */
function multiplyParts(product: Product, c: Matrix, a: Matrix, b: Matrix, scratch: number): void {
  const { m, n, k, size } = product;
  const tall = m >= n;
  const isRead = Math.min(m, n) <= few && (tall ? a.row : b.col) === size;
  const args = [c.at, c.row, c.col, a.at, a.row, a.col, b.at, b.row, b.col, m, n, k, scratch];
  forkJoin(kernelOf("gemm", product), args, {
    count: tall ? 9 : 10,
    size: partLength(Math.max(m, n), isRead ? leastRun / size : smallPart),
    steps: tall
      ? [
          [0, c.row],
          [3, a.row],
        ]
      : [
          [0, c.col],
          [6, b.col],
        ],
    scratch: [12, linalg.gemm_work(m, n, k)],
    once: product.update !== undefined,
  });
}

/** The kernel of that name for the product. */
function kernelOf(name: "gemm" | "gemm_packed", { code, update }: Product): Kernel {
  if (name === "gemm" && !update) return linalg[plainKernels[code]];
  return linalg[`${update ? `${name}_${update}` : name}_${code}` as keyof Linalg] as Kernel;
}

/** Their names are not put together for each product, which would take as long as a small one. */
const plainKernels = {
  bool: "gemm_bool",
  i8: "gemm_i8",
  i16: "gemm_i16",
  i32: "gemm_i32",
  i64: "gemm_i64",
  f32: "gemm_f32",
  f64: "gemm_f64",
  c64: "gemm_c64",
  c128: "gemm_c128",
} as const satisfies { readonly [C in GemmCode]: `gemm_${C}` };

/** Some eight parts for a thread, of `least` or a multiple; the last is not 1 long, as kernels have other sums for vectors. */
function partLength(length: number, least: number): number {
  const parts = Math.min(8 * threadCount(), mostTiles);
  let part = Math.ceil(length / parts / least) * least;
  while (length > part && length % part === 1) part += least;
  return part;
}

/** As long as all threads have the same number of parts. */
function partRows(m: number): number {
  const parts = Math.ceil(m / (mostRows(m) * threadCount())) * threadCount();
  return Math.ceil(m / parts / tileRows) * tileRows;
}
