import { describeCases } from "./run.ts";

describeCases("sorting");
