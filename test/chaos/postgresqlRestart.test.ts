import { expect, it } from 'vitest';
import { BotUnderLoad } from './support/BotUnderLoad.js';
import { installed } from './support/servers/installed.js';
import { PostgresqlServer } from './support/servers/PostgresqlServer.js';

const initdb = await installed('initdb');
const EventsBetween = 200;
const RefusalsWhileAway = 20;

it.skipIf(!initdb).for(['stop', 'crash'] as const)(
	'answers 503 while PostgreSQL is down (%s) under load, and loses nothing that was answered 200',
	async (end) => {
		const postgresql = await PostgresqlServer.start(initdb!);
		const loaded = await BotUnderLoad.start(postgresql.url);
		await loaded.handles(EventsBetween);
		await postgresql[end]();
		await loaded.refuses(RefusalsWhileAway);
		await postgresql.start();
		await loaded.handles(EventsBetween);
		const refusals = await loaded.finish();
		expect(new Set(refusals.map(({ status, headers }) => `${status} ${headers['retry-after']}`))).toEqual(
			new Set(['503 10'])
		);
	}
);
