import { describeCases } from "./run.ts";

describeCases("creation");
