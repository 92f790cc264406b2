/** Numbers of the ZIP format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT. */

export const signatures = {
  local: 0x04034b50,
  descriptor: 0x08074b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
} as const;

/** Stands for a number that a field of four bytes, or two, cannot hold: it is in a field of ZIP64. */
export const overflow32 = 0xffffffff;
export const overflow16 = 0xffff;
/** The extra field that holds such numbers. */
export const zip64Field = 1;

/** Bits of the flags of a file. */
export const flags = { isEncrypted: 1, hasDescriptor: 8, isUtf8: 0x800 } as const;

export const methods = { stored: 0, deflated: 8 } as const;

/** Bytes of the records without what varies in length. */
export const recordBytes = { local: 30, central: 46, end: 22, locator64: 20, end64: 56 } as const;

/** A file in an archive. */
export interface Entry {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  /** Bytes in the archive. */
  readonly packed: number;
  /** Bytes of the file. */
  readonly size: number;
  /** Where in the archive its local header is. */
  readonly offset: number;
}
