import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Packages that a host bot installs beside the plugin. */
const companions = [
	'@sapphire/framework',
	'@sapphire/pieces',
	'@sapphire/plugin-api',
	'@sapphire/plugin-subcommands',
	'@types/node',
	'discord.js',
	'typescript'
];

/** Creates a folder outside the repository with the two hosts and the plugin as npm would publish it. */
export class Scratch {
	private constructor(public readonly folder: string) {}

	public static async create(): Promise<Scratch> {
		const scratch = new Scratch(await realpath(await mkdtemp(join(tmpdir(), 'sapphire-plugin-kick-'))));
		await cp(join(repository, 'test/package/hosts'), scratch.folder, { recursive: true });
		await scratch.install(await pack(scratch.folder));
		return scratch;
	}

	/** Checks the types of a host and compiles it; the error contains the compiler's messages. */
	public async compile(host: string): Promise<void> {
		await run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', host], this.folder);
	}

	public async remove(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}

	private async install(tarball: string): Promise<void> {
		await writeHost(this.folder, tarball);
		await npm(['install', '--prefer-offline', '--no-audit', '--no-fund'], this.folder);
	}
}

/** Creates the tarball that npm would publish, in this folder, and returns its name. */
export async function pack(folder: string): Promise<string> {
	// `pretest` has built dist: `prepack` would build it again while other tests use it.
	const answer = await npm(['pack', '--ignore-scripts', '--json', '--pack-destination', folder], repository);
	const [{ filename }] = JSON.parse(answer) as [{ filename: string }];
	return filename;
}

/** Writes the `package.json` of a host bot that has the plugin and what it needs beside it. */
export async function writeHost(folder: string, tarball: string): Promise<void> {
	const { packages } = await readJson<Lockfile>(join(repository, 'package-lock.json'));
	const versions = companions.map((name) => [name, packages[`node_modules/${name}`]?.version]);
	const dependencies = { ...Object.fromEntries(versions), 'sapphire-plugin-kick': `file:${tarball}` };
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
}

interface Lockfile {
	packages: Record<string, { version: string } | undefined>;
}

async function readJson<T>(file: string): Promise<T> {
	return JSON.parse(await readFile(file, 'utf8')) as T;
}

async function npm(args: string[], cwd: string): Promise<string> {
	return (await run('npm', args, cwd)).stdout;
}

/** Runs a program to its end, and returns its output. */
export async function run(command: string, args: string[], cwd: string): Promise<{ stdout: string; stderr: string }> {
	const shell = process.platform === 'win32';
	try {
		return await promisify(execFile)(command, args, { cwd, shell, env: withoutNpm(process.env) });
	} catch (error) {
		const { stdout, stderr } = error as { stdout: string; stderr: string };
		throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
	}
}

/**
 * Removes npm's variables: `npm test` describes this project to its children, and an `npm install` elsewhere would use
 * it.
 */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const setByNpm = /^(npm_(package|lifecycle)_|npm_config_local_prefix$|INIT_CWD$)/;
	return Object.fromEntries(Object.entries(environment).filter(([name]) => !setByNpm.test(name)));
}
