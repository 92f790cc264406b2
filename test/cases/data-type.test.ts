import { describeCases } from "./run.ts";

describeCases("data-type");
