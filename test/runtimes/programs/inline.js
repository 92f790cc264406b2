import * as np from "ndwasm/inline";
import { results } from "./results.js";

console.log(results(np));
