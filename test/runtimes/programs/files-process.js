import { argv } from "node:process";
import { files } from "./files.js";

console.log(await files(await import(argv[2]), { written: "written.npy", read: "written.npy" }));
