// Takes the place of the package `long`, which compiles WebAssembly when it is imported: one CSP report on every page load.
// Without it protobufjs decodes 64-bit fields to numbers, which is what we want.
export default undefined
