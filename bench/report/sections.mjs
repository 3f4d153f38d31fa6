import { growthSection } from './growthSection.mjs';
import { handledSection } from './handledSection.mjs';
import { processesSection } from './processesSection.mjs';
import { RatioConnections } from './ratios.mjs';
import { count, mebibytes, ms, Providers, table, times } from './tables.mjs';

const Contestants = {
	limit: 'limit: bare `node:http`, RSA, `JSON.parse`; stores nothing',
	sqlite: '**this plugin on SQLite**, RSA, stored before the answer',
	postgresql: '**this plugin on PostgreSQL**, RSA, stored before the answer',
	kient: 'kient as published, RSA, accepts every signature; stores nothing',
	'kient-repaired': 'kient with its missing `await`, RSA; stores nothing',
	octokit: '@octokit/webhooks, HMAC; stores nothing',
	twurple: '@twurple/eventsub-http, HMAC; stores nothing'
};

const Clients = {
	plugin: '**this plugin**: envelope checked, parsed data, reconnects and keep-alive',
	'plugin-typed': '**this plugin, typed**: every field checked too, emotes found, a typed event',
	'pusher-js': 'pusher-js: parsed data, reconnects and keep-alive',
	bare: 'bare `ws` and two `JSON.parse`: nothing else'
};

/** Functions that write the section about each part of the results. */
export const sections = {
	ingest: (ingest) => {
		const connections = ingest.limit.loads.map((load) => load.connections);
		const rows = Object.entries(ingest).map(([name, { loads, refusesForged }]) => [
			Contestants[name],
			...loads.map(({ perSecond }) => count(perSecond)),
			...loads.map(({ p50, p99 }) => `${ms(p50)} / ${ms(p99)}`),
			count(loads.at(-1).handledPerSecond),
			refusesForged ? 'refused' : '**accepted**'
		]);
		const head = [
			'',
			...connections.map((number) => `req/s, ${number}`),
			...connections.map((number) => `ms, ${number}`),
			'handled/s',
			'forged'
		];
		return `## Webhook ingest

Requests a second, and milliseconds until the answer (median / 99th percentile), at ${connections.join(', ')}
connections. "Handled" is how many a second the listeners handled at ${connections.at(-1)} connections. The plugin calls
them after the answer, and then stores the cursor of the server. Every run checks that everything sent
was handled. Medians of ${ingest.limit.rounds} rounds.

${table(head, rows)}`;
	},
	handled: handledSection,
	fanout: (fanout) => `## Fan-out

One event for many Discord servers, from the request until the last listener is done and its cursor
stored: milliseconds.

${table(
	['servers', 'SQLite', 'PostgreSQL', 'a server, SQLite', 'a server, PostgreSQL'],
	fanout.map(({ guilds, sqliteMs, postgresqlMs }) => [
		count(guilds),
		ms(sqliteMs),
		ms(postgresqlMs),
		ms(sqliteMs / guilds),
		ms(postgresqlMs / guilds)
	])
)}`,
	processes: processesSection,
	socket: (socket) => `## Live socket

Chat messages a second that are decoded and passed on. A WebSocket server in another process sends as fast as they are
read.

${table(
	['', 'messages/s', 'plugin / this', 'plugin, typed / this'],
	Object.entries(socket).map(([name, { perSecond }]) => [
		Clients[name],
		count(perSecond),
		times(socket.plugin.perSecond / perSecond),
		times(socket['plugin-typed'].perSecond / perSecond)
	])
)}`,
	send: (send) => `## Sending

A message to Kick's API (simulated, on the same machine) with \`kick.send\`, and the same with a bare undici request,
both from the bot's process: ${send.messages} of each in turn. \`send\` looks up the account, splits the message,
keeps the channel's rate limit and records the message to recognize its echo.

${table(
	['', 'median ms', 'p99 ms'],
	[
		['`kick.send`', ms(send.pluginMs), ms(send.pluginP99Ms)],
		['bare undici', ms(send.bareMs), ms(send.bareP99Ms)],
		['added', ms(send.pluginMs - send.bareMs), ms(send.pluginP99Ms - send.bareP99Ms)]
	]
)}`,
	pages: ({ cpuSlowdown, pages }) => `## Pages of the dashboard

The Largest Contentful Paint of each page in Chromium on a phone's screen, with the processor slowed down
${cpuSlowdown} times and an empty cache, and all bytes that the page loads. Bot and browser share the machine, and there
is no network between them.

${table(
	['page', 'LCP in ms', 'KB'],
	pages.map(({ name, lcpMs, bytes }) => [name, count(lcpMs), count(bytes / 1_000)])
)}`,
	start: (start) => `## Start

${table(
	['', 'ms'],
	[
		['import of Sapphire with its two plugins', count(start.hostMs)],
		['the same with `sapphire-plugin-kick/register`', count(start.withPluginMs)],
		['added by `register`', count(start.registerMs)],
		['ready bot, from the start of the process until it listens', count(start.readyMs)]
	]
)}`,
	memory: (memory) => `## Memory

The ready bot on SQLite, after a full garbage collection. "At rest" is ten seconds after a start with one server.
${count(memory.samples.at(-1).events)} chat messages came for ${memory.channels} channels.

${table(
	['', 'heap MiB', 'resident MiB'],
	[
		['at rest', mebibytes(memory.atRest.heapBytes), mebibytes(memory.atRest.residentBytes)],
		[
			`with ${count(memory.manyGuilds.guilds)} servers`,
			mebibytes(memory.manyGuilds.heapBytes),
			mebibytes(memory.manyGuilds.residentBytes)
		],
		...memory.samples
			.filter((_, index) => index % 4 === 3)
			.map(({ events, heapBytes, residentBytes }) => [
				`after ${count(events)} events`,
				mebibytes(heapBytes),
				mebibytes(residentBytes)
			]),
		[
			'change from the third quarter to the last',
			mebibytes(memory.heapGrowthBytes),
			mebibytes(memory.residentGrowthBytes)
		]
	]
)}

![Memory over events](plots/memory.svg)`,
	growth: growthSection,
	upgrade: (rows) => `## Upgrade from version 0.1

The bot moves the old log while it receives webhooks: one at a time, ten a second.

${table(
	['', 'start ms', 'moved in s', 'answer ms p50', 'longest answer ms'],
	rows.map(({ provider, rows: events, readyMs, seconds, p50, longestMs }) => [
		`${Providers[provider]}, ${count(events)} events`,
		count(readyMs),
		seconds.toFixed(0),
		ms(p50),
		count(longestMs)
	])
)}`
};

export const RatioNote = `The plugin's figure divided by the other one, for the ingest at ${RatioConnections}
connections.`;
