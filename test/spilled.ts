import { beforeEach } from "vitest";
import { allocate } from "../src/wasm/storage.ts";
import { spillFromNowOn } from "./pressure.ts";

// Set-up of the tests that run once more with every array outside linear memory.
beforeEach(() => spillFromNowOn(allocate));
