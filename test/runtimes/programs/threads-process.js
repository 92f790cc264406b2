import { argv } from "node:process";
import { threads } from "./threads.js";

console.log(await threads(await import(argv[2])));
