import { setFlagsFromString } from 'node:v8';

// While modules are loaded, V8's young generation grows to its full size and stays so. This flag keeps it small, which
// saves 40 MiB at rest. It also makes code slower, so it ends with the start. Nothing else may be imported before.
setFlagsFromString('--optimize-for-size');
// Keeps V8 from recompiling Prisma's query compiler with optimizations, which takes 10 MiB.
setFlagsFromString('--wasm-tiering-budget=20000000');
const { runBot } = await import('./bot/runBot.js');
await runBot();
setFlagsFromString('--no-optimize-for-size');
