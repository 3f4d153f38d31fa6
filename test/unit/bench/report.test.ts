import { describe, expect, it } from 'vitest';
import { sampleResults } from './sampleResults.js';

const load = (file: string) => import(new URL(`../../../bench/${file}`, import.meta.url).href);
const { ratiosOf } = await load('report/ratios.mjs');
const { report } = await load('report/report.mjs');
const { plotsOf } = await load('report/plots.mjs');
const { readOptions } = await load('options.mjs');
const { median, quantile } = await load('support/statistics.mjs');

const Demanded = [
	'ingest.sqlite/limit',
	'ingest.postgresql/limit',
	'ingest.sqlite/kient',
	'ingest.sqlite/kient-repaired',
	'ingest.sqlite/octokit',
	'ingest.sqlite/twurple',
	'handled.sqlite/ingest.sqlite',
	'handled.postgresql/ingest.postgresql',
	'latency1.sqlite/limit',
	'latency1.postgresql/limit',
	'fanout1000.sqlite',
	'fanout1000.postgresql',
	'memoryAtRest.sqlite',
	'full.handled.postgresql/empty',
	'socket/pusher-js',
	'socket/bare'
];

const results = (changes: object = {}) => {
	const measured = { ...sampleResults(), ...changes };
	return { ...measured, ratios: ratiosOf(measured) };
};

describe('ratios of the benchmark', () => {
	it('contain every requested figure, the plugin’s divided by the other one', () => {
		const ratios = ratiosOf(sampleResults());
		expect(Object.keys(ratios)).toEqual(expect.arrayContaining(Demanded));
		expect(ratios).toMatchObject({
			'ingest.sqlite/limit': 0.5,
			'socket/pusher-js': 2,
			'send/bare': 0.5,
			'memoryAtRest.sqlite': 90,
			'full.ingest.sqlite/empty': 0.5,
			'full.latency1.postgresql/empty': 1
		});
	});

	it('are left out for what was not measured', () => {
		expect(Object.keys(ratiosOf({ socket: sampleResults().socket }))).toEqual([
			'socket/pusher-js',
			'socket.typed/pusher-js',
			'socket/bare',
			'socket.typed/bare'
		]);
	});
});

describe('the report of the benchmark', () => {
	it('is built from the results: each part has its section, and no figure is missing', () => {
		const text = report(results());
		const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
		expect(headings).toEqual([
			'Goals',
			'Ratios',
			'Webhook ingest',
			'Handled events',
			'Fan-out',
			'Several processes',
			'Live socket',
			'Sending',
			'Start',
			'Memory',
			'Cost as it grows',
			'Where the time goes',
			'What was tried'
		]);
		expect(text).not.toMatch(/NaN|undefined|Infinity/);
		for (const name of Demanded) expect(text).toContain(`\`${name}\``);
	});

	it('explains a missed goal, and not a met one', () => {
		const missed = '**Webhooks on SQLite: at least 80 % of the limit**: missed';
		expect(report(results())).toContain(missed);
		const { ingest } = sampleResults();
		expect(report(results({ ingest: { ...ingest, limit: ingest.sqlite } }))).not.toContain(missed);
	});

	it('gives each figure its unit', () => {
		const text = report(results());
		expect(text).toContain('| Memory at rest, ready bot on SQLite | ≤ 140.0 MiB | 90.0 MiB | ✅ |');
		expect(text).toContain('| `memoryAtRest.sqlite` | 90.0 MiB |');
		expect(text).toContain('| One event to 1,000 servers on SQLite | ≤ 40 ms | 105 ms | ❌ |');
		expect(text).toContain('| `full.ingest.sqlite/empty` | 0.50 x |');
	});

	it('says how many rows an event writes, by table', () => {
		expect(report(results())).toContain('| SQLite, 50 servers | 2,000 | 1,000 | 2.10 | 1.00 | 0.10 | 1.00 |');
	});

	it('of a partial run contains only what was measured', () => {
		const { machine, versions, socket } = sampleResults();
		const text = report({ machine, versions, socket, ratios: ratiosOf({ socket }) });
		expect(text).toContain('## Live socket');
		expect(text).not.toContain('## Memory');
	});

	it('has a plot for each picture that it shows, with valid figures', () => {
		const shown = [...report(results()).matchAll(/\(plots\/(.*?)\)/g)].map(([, name]) => name);
		const plots: Record<string, string> = plotsOf(results());
		expect(Object.keys(plots).sort()).toEqual(shown.sort());
		for (const svg of Object.values(plots)) expect(svg).not.toMatch(/NaN|undefined|Infinity/);
	});
});

describe('options of the benchmark', () => {
	it('only a complete run replaces the results', () => {
		expect(readOptions([]).isComplete).toBe(true);
		expect(readOptions(['--quick']).isComplete).toBe(false);
		expect(readOptions(['--only', 'ingest,send'])).toMatchObject({
			isComplete: false,
			sizes: { ingest: {}, send: {} }
		});
		expect(() => readOptions(['--only', 'ingest,speed'])).toThrow('There is no speed');
	});
});

it('medians and quantiles of the benchmark lie between the values around them', () => {
	expect(median([3, 1, 2])).toBe(2);
	expect(median([4, 1])).toBe(2.5);
	expect(quantile([0, 100], 0.99)).toBe(99);
});
