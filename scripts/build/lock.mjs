import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from './root.mjs';

const lockFile = join(root, 'node_modules', '.cache', 'sapphire-plugin-kick', 'build.lock');
const maxBuildMs = 10 * 60_000;

/** Runs `task` while no other process of this repository builds; waits for a build in progress. */
export async function withBuildLock(task) {
	mkdirSync(dirname(lockFile), { recursive: true });
	while (!take()) {
		removeIfStale();
		await delay(100);
	}
	try {
		return await task();
	} finally {
		rmSync(lockFile, { force: true });
	}
}

function take() {
	try {
		writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

function removeIfStale() {
	try {
		const owner = readFileSync(lockFile, 'utf8');
		const age = Date.now() - statSync(lockFile).mtimeMs;
		// An empty file is a lock whose owner is about to write its id.
		const abandoned = owner !== '' && !isRunning(Number(owner));
		if (!abandoned && age < maxBuildMs) return;
		// Renamed first: if several processes found it stale, only one may remove it, and never a newer lock.
		const grave = `${lockFile}.${process.pid}`;
		renameSync(lockFile, grave);
		if (readFileSync(grave, 'utf8') === owner) rmSync(grave);
		else renameSync(grave, lockFile);
	} catch (error) {
		if (error.code !== 'ENOENT') throw error;
	}
}

function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === 'EPERM';
	}
}
