import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const execute = promisify(execFile);

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sapphire-plugin-kick-commits-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Settings of git that a hook around these tests, or the person at this machine, may have set. */
const Outside = Object.keys(process.env).filter((name) => name.startsWith('GIT_'));
const environment: NodeJS.ProcessEnv = {
	...process.env,
	...Object.fromEntries(Outside.map((name) => [name, undefined])),
	GIT_CONFIG_GLOBAL: '/dev/null',
	GIT_CEILING_DIRECTORIES: tmpdir(),
	CI: undefined,
	HUSKY: undefined
};

async function run(cwd: string, program: string, args: string[], env: NodeJS.ProcessEnv = {}) {
	const { stdout, stderr } = await execute(program, args, { cwd, env: { ...environment, ...env } });
	return `${stdout}${stderr}`;
}

const git = (cwd: string, ...args: string[]) =>
	run(cwd, 'git', ['-c', 'user.name=Ana', '-c', 'user.email=ana@example.org', ...args]);

const commit = (cwd: string, subject: string) => git(cwd, 'commit', '--quiet', '--allow-empty', '-m', subject);

/** Puts what the checks consist of into a folder, as a checkout has it. */
async function checkout(path: string): Promise<string> {
	await mkdir(path, { recursive: true });
	for (const name of ['scripts', '.ci', '.husky', 'package.json', 'commitlint.config.mjs']) {
		await cp(resolve(name), join(path, name), { recursive: true, filter: (from) => !/\.husky\/_/.test(from) });
	}
	await symlink(resolve('node_modules'), join(path, 'node_modules'));
	return path;
}

async function repository(path: string): Promise<string> {
	await checkout(path);
	await git(path, 'init', '--quiet', '--initial-branch=main');
	return path;
}

const failure = (text: string) => expect.objectContaining({ stdout: expect.stringContaining(text) });
const installHooks = (cwd: string, env?: NodeJS.ProcessEnv) => run(cwd, 'node', ['scripts/install-hooks.mjs'], env);
const hooksPath = (cwd: string) => git(cwd, 'config', '--default', 'none', '--get', 'core.hooksPath');

describe('the git hooks', () => {
	it('are installed in a clone, and refuse a bad message', async () => {
		const path = await repository(join(folder, 'clone'));
		expect(await installHooks(path)).toBe('');
		await expect(commit(path, 'Bad message.')).rejects.toThrow('subject may not be empty');
		await commit(path, 'feat: add a thing');
	});

	it('are not installed in CI, with HUSKY=0, or over other hooks', async () => {
		const path = await repository(join(folder, 'clone'));
		await installHooks(path, { CI: 'true' });
		await installHooks(path, { HUSKY: '0' });
		expect(await hooksPath(path)).toBe('none\n');
		await git(path, 'config', 'core.hooksPath', '/hooks/of/mine');
		expect(await installHooks(path)).toContain('core.hooksPath is "/hooks/of/mine" already');
		expect(await hooksPath(path)).toBe('/hooks/of/mine\n');
	});

	it('fail nothing without a repository, and without husky', async () => {
		const path = await checkout(join(folder, 'copy'));
		expect(await installHooks(path)).toContain("not installed: .git can't be found");
		await rm(join(path, 'node_modules'));
		expect(await installHooks(path)).toBe('');
	});

	it('leave a worktree without an installation alone', async () => {
		const path = await repository(join(folder, 'clone'));
		await installHooks(path);
		await commit(path, 'feat: add a thing');
		const worktree = join(folder, 'worktree');
		await git(path, 'worktree', 'add', '--quiet', worktree, '-b', 'other');
		await commit(worktree, 'Bad message.');
	});
});

describe('.ci/commits', () => {
	const check = (cwd: string) => run(cwd, '.ci/commits', []);

	/** Clones the repository with a branch of two commits. */
	async function branch(subjects: string[]): Promise<string> {
		const origin = await repository(join(folder, 'origin'));
		await writeFile(join(origin, '.gitignore'), 'node_modules\n');
		await git(origin, 'add', '.');
		await commit(origin, 'An old message that no rule knew.');
		const path = join(folder, 'clone');
		await git(folder, 'clone', '--quiet', origin, path);
		await symlink(resolve('node_modules'), join(path, 'node_modules'));
		await git(path, 'switch', '--quiet', '-c', 'topic');
		for (const subject of subjects) await commit(path, subject);
		return path;
	}

	it('checks each commit since the branch point', async () => {
		const path = await branch(['feat: add one', 'fix: repair two']);
		expect(await check(path)).toContain('feat: add one');
		await commit(path, `fix: ${'x'.repeat(68)}`);
		await commit(path, 'fix: repair three');
		await expect(check(path)).rejects.toEqual(failure('header must not be longer than 72 characters'));
	});

	it('ignores merge commits', async () => {
		const path = await branch(['feat: add one']);
		await commit(path, `Merge branch 'topic' of a repository with ${'a very '.repeat(12)}long name`);
		await check(path);
	});

	it('checks the last commit in a shallow clone', async () => {
		const path = await branch(['feat: add one']);
		const shallow = join(folder, 'shallow');
		await git(folder, 'clone', '--quiet', '--depth', '1', '--branch', 'topic', `file://${path}`, shallow);
		await symlink(resolve('node_modules'), join(shallow, 'node_modules'));
		expect(await check(shallow)).toContain('feat: add one');
		await commit(shallow, 'Bad message.');
		await expect(check(shallow)).rejects.toEqual(failure('subject may not be empty'));
	});

	it('says that there is nothing to check without a repository', async () => {
		expect(await check(await checkout(join(folder, 'copy')))).toContain('This is no git checkout');
	});
});
