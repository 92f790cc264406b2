/**
 * Runs array-api-tests against the built package and prints its score by chapter:
 * `npm run conformance -- PATH-TO-SUITE [pytest options]`. ARRAY_API_TESTS_MODULE names another module, for comparison.
 */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import process from "node:process";

const [suite, ...options] = process.argv.slice(2);
if (!suite) {
  console.error("usage: npm run conformance -- PATH-TO-SUITE [pytest options]; see conformance/README.md");
  process.exit(2);
}
const { ARRAY_API_TESTS_MODULE = "ndwasm", PYTHONPATH = "", PYTHON = "python3" } = process.env;
const paths = options.some((option) => option.startsWith("array_api_tests")) ? [] : ["array_api_tests"];
const { status, error } = spawnSync(PYTHON, ["-m", "pytest", "-p", "score", ...paths, ...options], {
  cwd: resolve(suite),
  stdio: "inherit",
  env: {
    ...process.env,
    ARRAY_API_TESTS_MODULE,
    ARRAY_API_TESTS_VERSION: "2025.12",
    PYTHONPATH: `${import.meta.dirname}:${PYTHONPATH}`,
  },
});
if (error) throw error;
process.exitCode = status ?? 1;
