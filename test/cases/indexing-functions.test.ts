import { describeCases } from "./run.ts";

describeCases("indexing-functions");
