/** The float32 of each float16 (IEEE 754 binary16), given by its bits. */
export function widenHalves(halves: Uint16Array, floats: Float32Array): void {
  const words = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i];
    const sign = (half & 0x8000) << 16;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) floats[i] = (sign ? -1 : 1) * fraction * 2 ** -24;
    else words[i] = sign | ((exponent === 0x1f ? 0xff : exponent + 112) << 23) | (fraction << 13);
  }
}

/** The float32 of each bfloat16, which is the upper half of it. */
export function widenUpperHalves(halves: Uint16Array, floats: Float32Array): void {
  const words = new Uint32Array(floats.buffer, floats.byteOffset, floats.length);
  for (let i = 0; i < halves.length; i++) words[i] = halves[i] << 16;
}
