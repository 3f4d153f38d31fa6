import { expect } from 'vitest';
import type { Target } from './Target.js';

/** Contents that people have set up, and dead letters. */
const Contents = [
	'SELECT * FROM bot_settings',
	'SELECT * FROM kick_links',
	'SELECT * FROM kick_accounts',
	'SELECT * FROM kick_link_states',
	'SELECT * FROM kick_setting_changes',
	'SELECT * FROM kick_editors',
	"SELECT event_seq, guild_id, state FROM kick_deliveries WHERE state IN ('dead_letter', 'dismissed')"
];

/** Runs an attempt and expects that it changes nothing, neither in the database nor at Kick. */
export async function expectNoEffect<Answer>({ world }: Target, attempt: () => Promise<Answer>): Promise<Answer> {
	const contents = async () => {
		const tables = await Promise.all(Contents.map((sql) => world.place.query(sql)));
		return tables.map((rows) => rows.map((row) => JSON.stringify(row)).sort());
	};
	const before = await contents();
	const calls = world.kick.calls.length;
	const answer = await attempt();
	expect(await contents()).toEqual(before);
	expect(world.kick.calls.slice(calls).filter(({ method }) => method !== 'GET')).toEqual([]);
	return answer;
}
