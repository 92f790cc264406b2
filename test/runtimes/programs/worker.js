import * as np from "ndwasm";
import { results } from "./results.js";

const atStart = results(np);

export default {
  fetch: () => new Response(JSON.stringify([atStart, results(np), np.show_config({ mode: "dicts" })])),
};
