import { describeCases } from "./run.ts";

describeCases("sets");
