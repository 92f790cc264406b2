import { describeCases } from "./run.ts";

describeCases("utility");
