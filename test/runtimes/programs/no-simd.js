// An engine that compiles nothing with SIMD in it.
WebAssembly.validate = () => false;
await import("ndwasm").catch((error) => console.log(`${error.name}: ${error.message}`));
