/**
 * Tables of the ziggurat method (Marsaglia and Tsang, 2000; Doornik, 2005) for the normal and the exponential distribution, bit for bit those
 * of NumPy (numpy/random/src/distributions/ziggurat_constants.h). They are made when the module is instantiated, by the method's own
 * recurrence and corrections of a few units in the last place: 18 KiB that need not be downloaded.
 */
import { exponentialCorrections, normalCorrections } from "./ziggurat-corrections";

const layers: usize = 256;

/** Where the tables of a distribution lie: for each layer a bound below which an integer needs no comparison, */
export const boundsF64: usize = 0;
/** the width for each integer, */
export const widthsF64: usize = 8 * layers;
/** and the density at the edge; */
export const densitiesF64: usize = 16 * layers;
/** the same in single precision. */
export const boundsF32: usize = 24 * layers;
export const widthsF32: usize = 28 * layers;
export const densitiesF32: usize = 32 * layers;
const tablesBytes: usize = 36 * layers;

/** Integers are below this. */
const normalUnit: f64 = 0x10000000000000;
const exponentialUnit: f64 = 0x20000000000000;
const singleUnit: f64 = 0x800000;

/** Where the outermost layer has its edge; the tail beyond it belongs to layer 0. */
export const normalEdge: f64 = 3.6541528853610087963519472518;
export const exponentialEdge: f64 = 7.6971174701310497140446280481;
/** Areas of a layer. */
const normalArea: f64 = 0.0049286732339746553;
const exponentialArea: f64 = 0.003949659822581556;

// Past the module's own data: a thread that instantiates the module writes that anew, the tables only with what is there already.
export const normalTables: usize = (__heap_base + 15) & ~15;
export const exponentialTables: usize = normalTables + tablesBytes;
export const tablesEnd: usize = exponentialTables + tablesBytes;

fill(normalTables, normalCorrections, normalEdge, normalArea, normalUnit, true);
fill(exponentialTables, exponentialCorrections, exponentialEdge, exponentialArea, exponentialUnit, false);

/** Makes the tables of a distribution whose integers are below `unit`; there is a correction of one byte for each number. */
function fill(tables: usize, corrections: usize, edge: f64, area: f64, unit: f64, isNormal: bool): void {
  const widths = tables + widthsF64;
  const densities = tables + densitiesF64;
  let x = edge;
  for (let i = layers - 1; i > 0; i--) {
    putDouble(widths, i, x / unit, corrections + layers);
    x = load<f64>(widths + 8 * i) * unit;
    putDouble(densities, i, isNormal ? Math.exp(-0.5 * x * x) : Math.exp(-x), corrections + 2 * layers);
    const inner = area / x + load<f64>(densities + 8 * i);
    x = isNormal ? Math.sqrt(-2 * Math.log(inner)) : -Math.log(inner);
  }
  const outermost = load<f64>(densities + 8 * (layers - 1));
  putDouble(widths, 0, area / outermost / unit, corrections + layers);
  putDouble(densities, 0, 1, corrections + 2 * layers);
  for (let i: usize = 0; i < layers; i++) {
    const width = load<f64>(widths + 8 * i);
    let ratio = i == 0 ? (edge * outermost) / area : load<f64>(widths + 8 * (i - 1)) / width;
    if (i == 1) ratio = 0;
    const bound = <i64>(ratio * unit) + load<i8>(corrections + i);
    store<i64>(tables + boundsF64 + 8 * i, bound);
    const bound32 = <i32>(ratio * singleUnit + 0.5) + load<i8>(corrections + 3 * layers + i);
    store<i32>(tables + boundsF32 + 4 * i, bound32);
    putSingle(tables + widthsF32, i, width * (unit / singleUnit), corrections + 4 * layers);
    putSingle(tables + densitiesF32, i, load<f64>(densities + 8 * i), corrections + 5 * layers);
  }
}

/** table[i] = x, put right in its last places. @inline */
function putDouble(table: usize, i: usize, x: f64, corrections: usize): void {
  store<i64>(table + 8 * i, reinterpret<i64>(x) + load<i8>(corrections + i));
}

/** @inline */
function putSingle(table: usize, i: usize, x: f64, corrections: usize): void {
  store<i32>(table + 4 * i, reinterpret<i32>(<f32>x) + load<i8>(corrections + i));
}
