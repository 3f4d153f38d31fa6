const tasks = new Set();

/**
 * Registers a task for the end of the run, also when the run fails or is interrupted.
 *
 * @param {() => unknown} task
 * @returns {() => Promise<void>} Runs the task now, once.
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

/** Runs the tasks one after the other, the newest first: later things depend on earlier ones. */
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
