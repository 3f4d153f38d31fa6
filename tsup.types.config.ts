import { defineConfig } from 'tsup';

// The bundler drops imports that only extend types: `ClientOptions.api` and `client.server`, which users need.
const banner = ['plugin-api', 'plugin-subcommands'].map((name) => `import '@sapphire/${name}/register';`).join('\n');

/** Bundles the declarations of both formats from tsc's output: from the sources it takes four times as long. */
export default defineConfig({
	entry: {
		index: 'dist/.declarations/src/index.d.ts',
		register: 'dist/.declarations/src/register.d.ts',
		sandbox: 'dist/.declarations/sandbox/index.d.ts'
	},
	format: ['esm', 'cjs'],
	dts: { only: true, banner }
});
