import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pack, run, writeHost } from './scratch.js';

/** Scripts that npm runs when the package is installed, or that it warns about. */
const InstallScripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];

let folder: string;
let tarball: string;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sapphire-plugin-kick-install-'));
	tarball = join(folder, await pack(folder));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the published package.json has no script that npm runs in a host bot or warns about', async () => {
	await run('tar', ['-xzf', tarball, '-C', folder, 'package/package.json'], folder);
	const { scripts } = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as {
		scripts: Record<string, string>;
	};
	expect(Object.keys(scripts).filter((name) => InstallScripts.includes(name))).toEqual([]);
	// Only root projects run it: a clone is built by `npm ci`, and a git dependency by the install in its clone.
	expect(scripts.postprepare).toContain('ensure-built');
});

it.each(['10', '11'])('installing it with npm %s prints no warning', async (version) => {
	const host = await mkdtemp(join(folder, 'host-'));
	await writeHost(host, tarball);
	const args = [
		'--yes',
		'--package',
		`npm@${version}`,
		'npm',
		'install',
		'--prefer-offline',
		'--no-audit',
		'--no-fund'
	];
	const { stdout, stderr } = await run('npx', args, host);
	expect(stdout).toMatch(/added \d+ packages/);
	// The settings of this machine may have names that a newer npm does not know.
	const warnings = stderr.split('\n').filter((line) => /warn/i.test(line) && !/Unknown \w+ config/.test(line));
	expect(warnings).toEqual([]);
});
