/** Builds what is not up to date: assembly/ to build/, the package to dist/, examples/ to build/examples/. */
import { buildExamples } from "./examples.mjs";
import { buildKernels } from "./kernels.mjs";
import { buildPackage } from "./package.mjs";

await buildKernels();
await Promise.all([buildPackage(), buildExamples()]);
