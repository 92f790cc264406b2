import * as np from "ndwasm";
import { results } from "./results.js";

console.log(results(np));
