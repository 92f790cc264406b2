/** The adapters that there are: a column of the table in docs/adapters.md each. */
import { support as tfjs } from "../../src/adapters/tfjs/index.ts";

export const adapters = { "TensorFlow.js": tfjs };
