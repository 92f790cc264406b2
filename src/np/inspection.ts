/** Inspection: https://data-apis.org/array-api/2025.12/API_specification/inspection.html */
import { type DType, dtypes } from "../dtype.ts";
import { type DTypeKind, isOfKind } from "./dtype-kinds.ts";
import { checkDevice, checkOptions } from "./options.ts";

export interface DeviceOption {
  device?: "cpu" | null | undefined;
}

export interface DTypesOptions extends DeviceOption {
  /** A kind as `isdtype` takes it, or several; all dtypes if not given or null. */
  kind?: DTypeKind | readonly DTypeKind[] | null | undefined;
}

/** What the namespace has to offer, by the names of the standard. */
export interface NamespaceInfo {
  /** Masks and shapes that depend on elements are there; dimensions are not limited. */
  capabilities(): {
    readonly "boolean indexing": true;
    readonly "data-dependent shapes": true;
    readonly "max dimensions": null;
  };
  default_device(): "cpu";
  /** The dtypes of arrays that none is asked for: of integers it is that of bigints. */
  default_dtypes(options?: DeviceOption): {
    readonly "real floating": DType;
    readonly "complex floating": DType;
    readonly integral: DType;
    readonly indexing: DType;
  };
  /** The dtypes by their names. @throws TypeError for an unknown kind */
  dtypes(options?: DTypesOptions): { readonly [name: string]: DType };
  devices(): readonly ["cpu"];
}

const info: NamespaceInfo = {
  capabilities: () => ({
    "boolean indexing": true,
    "data-dependent shapes": true,
    "max dimensions": null,
  }),
  default_device: () => "cpu",
  default_dtypes: (options = {}) => {
    checkOptions("default_dtypes", options, ["device"]);
    checkDevice("default_dtypes", options.device);
    return {
      "real floating": "float64",
      "complex floating": "complex128",
      integral: "int64",
      indexing: "int64",
    };
  },
  dtypes: (options = {}) => {
    checkOptions("dtypes", options, ["device", "kind"]);
    checkDevice("dtypes", options.device);
    const kinds = options.kind ? [options.kind].flat() : ["bool", "numeric"];
    const found = (Object.keys(dtypes) as DType[]).filter((dtype) =>
      kinds.map((kind) => isOfKind("dtypes", dtype, kind)).includes(true),
    );
    return Object.fromEntries(found.map((dtype) => [dtype, dtype]));
  },
  devices: () => ["cpu"],
};

/**
 * What the namespace has to offer: capabilities, devices and dtypes.
 * @example np.__array_namespace_info__().default_dtypes().integral // 'int64'
 */
export const __array_namespace_info__ = (): NamespaceInfo => info;

/** The version of the Array API standard that the namespace follows. */
export const __array_api_version__ = "2025.12";
