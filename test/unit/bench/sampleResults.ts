/** Results in the shape of a run, with round figures. */
export function sampleResults() {
	const contestant = (perSecond: number, refusesForged = true) => ({
		rounds: 5,
		refusesForged,
		loads: [1, 16, 64].map((connections) => ({
			connections,
			perSecond: (perSecond * connections) / 64,
			handledPerSecond: perSecond / 2,
			p50: 1,
			p99: 20
		}))
	});
	const memory = (mebibytes: number) => ({ heapBytes: mebibytes * 2 ** 20, residentBytes: 3 * mebibytes * 2 ** 20 });
	const written = {
		bytesWritten: 2_000,
		bytesKept: 1_000,
		rows: { kick_events: 1, kick_cursors: 0.1, kick_chatters: 1 }
	};
	const speed = { perSecond: 900, handledPerSecond: 800, p50: 4, p99: 30 };
	const cost = { readyMs: 2_000, perSecond: 900, p50: 4, p99: 30, logPageMs: 2, residentBytes: 2 ** 28 };
	return {
		machine: {
			date: '2026-11-27 12:00 UTC',
			minutes: 30,
			node: 'v20',
			cores: 2,
			cpu: '2 x CPU',
			memory: '24 GiB',
			kernel: '6',
			loadBefore: '0.1, 0.1, 0.1',
			loadAfter: '2.0, 2.0, 2.0'
		},
		versions: { 'sapphire-plugin-kick': '0.1.0', kient: '2.3.0' },
		ingest: {
			limit: contestant(10_000),
			sqlite: contestant(5_000),
			postgresql: contestant(4_000),
			kient: contestant(3_000, false),
			'kient-repaired': contestant(2_500),
			octokit: contestant(9_000),
			twurple: contestant(4_500)
		},
		handled: ['sqlite', 'postgresql'].flatMap((provider) =>
			[1, 50].map((guilds) => ({ provider, guilds, perSecond: 900, handledPerSecond: 800 / guilds, written }))
		),
		fanout: [1, 1_000].map((guilds) => ({ guilds, sqliteMs: 5 + guilds / 10, postgresqlMs: 6 + guilds / 10 })),
		processes: { channels: 8, hasRedis: true, runs: [1, 2].map((processes) => ({ processes, ...speed })) },
		socket: {
			plugin: { perSecond: 80_000 },
			'plugin-typed': { perSecond: 30_000 },
			'pusher-js': { perSecond: 40_000 },
			bare: { perSecond: 90_000 }
		},
		send: { messages: 100, pluginMs: 2, pluginP99Ms: 5, bareMs: 1, bareP99Ms: 3 },
		start: { hostMs: 1_000, withPluginMs: 1_400, registerMs: 400, readyMs: 2_000 },
		memory: {
			channels: 100,
			atRest: memory(30),
			manyGuilds: { guilds: 1_000, ...memory(35) },
			samples: Array.from({ length: 20 }, (_, index) => ({ events: (index + 1) * 50_000, ...memory(40) })),
			heapGrowthBytes: 1_000,
			residentGrowthBytes: -2_000
		},
		growth: {
			guilds: ['sqlite', 'postgresql'].flatMap((provider) =>
				[10, 10_000].map((guilds) => ({ provider, guilds, ...cost }))
			),
			rows: ['sqlite', 'postgresql'].flatMap((provider) =>
				[1_000_000, 10_000_000].map((rows) => ({ provider, rows, ...cost }))
			),
			full: ['sqlite', 'postgresql'].map((provider) => ({
				provider,
				rows: 10_000_000,
				guilds: 10_000,
				grown: { ...speed, perSecond: 450 },
				empty: speed
			}))
		}
	};
}
