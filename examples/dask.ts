/** The demonstration by which NumPy's protocol is known: a plain call of svd builds a graph to look at, then compute runs it. */
import * as np from "ndwasm";
import * as lazy from "ndwasm/lazy";

const x = lazy.random.random([5000, 1000], { chunks: [1000, 1000], seed: 7 });
const { U, S, Vh } = np.linalg.svd(x, { full_matrices: false }); // three lazy arrays, nothing computed

const { tasks } = lazy.graphOf([Vh]);
console.log(`Vh is ${Vh.shape.join(" × ")}, to be computed by ${tasks.size} tasks`);
await Vh.visualize("build/examples/vh.dot");
console.log("their graph, for Graphviz: build/examples/vh.dot");

const start = performance.now();
const [s, v] = await lazy.compute([S, Vh]);
console.log(`computed in ${((performance.now() - start) / 1000).toFixed(1)} s`);
console.log(`singular values ${s.at(":3")} … ${s.at("-1:")}`);
console.log(`‖V Vᵀ - I‖ = ${np.max(np.abs(np.subtract(np.matmul(v, v.T), np.eye(1000)))).item()}`);

const rebuilt = np.matmul(np.multiply(U, S), Vh);
const difference = await np.max(np.abs(np.subtract(rebuilt, x))).compute();
console.log(`the largest element of U Σ Vᵀ - x is ${difference.item()}`);
