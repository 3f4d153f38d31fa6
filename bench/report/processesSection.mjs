import { count, ms, table } from './tables.mjs';

const WithRedis = 'They wake each other through Redis.';
const WithoutRedis = 'There was no Redis, so each polls every 2 seconds for events that the other received.';

/** Reports one and several bots on one database. */
export function processesSection({ channels, hasRedis, runs }) {
	return `## Several processes

Bots on one PostgreSQL database, with a shard each. Webhooks of ${channels} channels with a server each come at 64
connections, and each bot gets its share of them, also for servers of the other one. Every run checks that each
event was handled once, by the bot that has the shard. ${hasRedis ? WithRedis : WithoutRedis} On two cores they
share what one bot, PostgreSQL and the sender have alone: this shows what sharing costs, not what more cores bring.

${table(
	['bots', 'req/s', 'handled/s', 'ms p50 / p99'],
	runs.map(({ processes, perSecond, handledPerSecond, p50, p99 }) => [
		processes,
		count(perSecond),
		count(handledPerSecond),
		`${ms(p50)} / ${ms(p99)}`
	])
)}`;
}
