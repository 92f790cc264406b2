import { loadFile } from "./file.ts";

export const module = loadFile("core");
