import type * as TF from "@tensorflow/tfjs-core";
import { importVersion, type Peer } from "../peer.ts";

export const peer: Peer<typeof TF> = {
  name: "@tensorflow/tfjs-core",
  range: "^4.22.0",
  load: () => import("@tensorflow/tfjs-core"),
  version: ({ version_core }) => version_core,
};

export const tf = await importVersion(peer);
export type Tensor = TF.Tensor;
