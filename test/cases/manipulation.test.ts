import { describeCases } from "./run.ts";

describeCases("manipulation");
