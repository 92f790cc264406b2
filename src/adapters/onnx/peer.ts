import type * as ORT from "onnxruntime-web";
import { importVersion, type Peer } from "../peer.ts";

export const peer: Peer<typeof ORT> = {
  name: "onnxruntime-web",
  range: "^1.20.0",
  load: () => import("onnxruntime-web"),
  version: ({ env }) => env.versions?.common ?? "an older one",
};

export const ort = await importVersion(peer);
export type Tensor = ORT.Tensor;
