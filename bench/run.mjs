import { benchFanOut } from './fanout/fanout.mjs';
import { benchGrowth } from './growth/growth.mjs';
import { benchHandled } from './handled/handled.mjs';
import { benchIngest } from './ingest/ingest.mjs';
import { benchMemory } from './memory/memory.mjs';
import { readOptions } from './options.mjs';
import { benchPages } from './pages/pages.mjs';
import { benchProcesses } from './processes/processes.mjs';
import { ratiosOf } from './report/ratios.mjs';
import { writeResults } from './report/writeResults.mjs';
import { benchSend } from './send/send.mjs';
import { benchSocket } from './socket/socket.mjs';
import { benchStart } from './start/start.mjs';
import { cleanUp, cleanUpWhenInterrupted } from './support/cleanUp.mjs';
import { checkPostgresql } from './support/databases.mjs';
import { loadAverage, machine, versions } from './support/machine.mjs';
import { benchUpgrade } from './upgrade/upgrade.mjs';

const parts = {
	ingest: benchIngest,
	handled: benchHandled,
	fanout: benchFanOut,
	processes: benchProcesses,
	socket: benchSocket,
	send: benchSend,
	start: benchStart,
	memory: benchMemory,
	pages: benchPages,
	growth: benchGrowth,
	upgrade: benchUpgrade
};

async function run() {
	const { isComplete, sizes } = readOptions(process.argv.slice(2));
	await checkPostgresql();
	const begun = performance.now();
	const minutes = () => Math.round((performance.now() - begun) / 6_000) / 10;
	const say = (line) => console.log(`${minutes().toFixed(1).padStart(5)} min  ${line}`);
	const loadBefore = loadAverage();
	const measured = {};
	let hasFailed = false;
	for (const [name, bench] of Object.entries(parts)) {
		if (!sizes[name]) continue;
		try {
			measured[name] = await bench({ ...sizes[name], say });
		} catch (error) {
			// A later part failed: the other parts took long to measure, so their results are kept.
			console.error(error);
			hasFailed = true;
		}
	}
	const about = { ...machine(), minutes: minutes(), loadBefore, loadAfter: loadAverage() };
	const results = { machine: about, versions: versions(), sizes, ratios: ratiosOf(measured), ...measured };
	if (hasFailed) process.exitCode = 1;
	say(`Written to ${await writeResults(results, isComplete && !hasFailed)}.`);
}

cleanUpWhenInterrupted();
try {
	await run();
} catch (error) {
	console.error(error);
	process.exitCode = 1;
} finally {
	await cleanUp();
}
process.exit();
