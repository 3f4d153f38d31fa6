const tasks = new Set();

/**
 * What has to be done in the end, also when the run fails or is interrupted.
 *
 * @param {() => unknown} task
 * @returns {() => Promise<void>} Does it now, once.
 */
export function atEnd(task) {
	let running = null;
	const run = () => {
		running ??= Promise.resolve()
			.then(task)
			.finally(() => tasks.delete(run));
		return running;
	};
	tasks.add(run);
	return run;
}

/** One after the other, the newest first: what was made last needs what was made before. */
export async function cleanUp() {
	for (const run of [...tasks].reverse()) await run().catch((error) => console.error('Not cleaned up:', error));
}

export function cleanUpWhenInterrupted() {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, async () => {
			await cleanUp();
			process.exit(130);
		});
	}
}
