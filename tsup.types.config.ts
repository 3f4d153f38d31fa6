import { defineConfig } from 'tsup';

// The bundler drops imports that only add to types: `ClientOptions.api` and `client.server`, which host bots need.
const banner = ['plugin-api', 'plugin-subcommands'].map((name) => `import '@sapphire/${name}/register';`).join('\n');

/**
 * Bundles the declarations of both module formats from those that `tsc` wrote for each source.
 *
 * Bundling them from the sources takes four times as long.
 */
export default defineConfig({
	entry: {
		index: 'dist/.declarations/src/index.d.ts',
		register: 'dist/.declarations/src/register.d.ts',
		sandbox: 'dist/.declarations/sandbox/index.d.ts'
	},
	format: ['esm', 'cjs'],
	dts: { only: true, banner }
});
