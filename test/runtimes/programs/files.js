/** Writes an array in all formats and reads it again. As JSON: what it was, and what is said where a package is missing. */
export async function files(np, { written, read }) {
  const x = np.reshape(np.arange(6), [2, 3]);
  const bytes = await np.save(Uint8Array, x);
  const archive = await np.load(new Response(await np.savez(Blob, { x, y: [1n] })));
  const tensors = await np.safetensors.load_file(await np.safetensors.save_file({ x }, Blob));
  const found = [
    await np.load(bytes),
    await np.load(new Blob([bytes])),
    await np.load(new Blob([bytes]).stream()),
    await archive.get("x"),
    tensors.x,
  ];
  if (written) await np.save(written, x);
  found.push(await np.load(read));
  const missing = [np.savez_compressed(Blob, { x }), np.loadtxt(["1"])].map((promise) =>
    promise.catch(({ message }) => message),
  );
  return JSON.stringify({
    found: found.map((array) => array.toArray()),
    text: await (await np.savetxt(Blob, x, { fmt: "%g" })).text(),
    missing: await Promise.all(missing),
  });
}
