import { builtin } from "../../np/internal.ts";

const table = /* @__PURE__ */ Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/** The CRC-32 of `bytes` after others whose CRC is `before`. */
export function crc32(bytes: Uint8Array, before: number): number {
  // Node has had one since 20.15, which is several times as fast.
  const native = builtin<typeof import("node:zlib")>("node:zlib")?.crc32;
  if (native) return native(bytes, before);
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = table[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}
