import { describeCases } from "./run.ts";

describeCases("searching");
