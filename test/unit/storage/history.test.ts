import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../../src/lib/storage/Database.js';
import type { ChangeRow } from '../../../src/lib/storage/history/types.js';
import type { ConsentRow } from '../../../src/lib/storage/repositories/LinkRepository.js';
import { refuseWrites } from '../../support/refuseWrites.js';
import { databaseProviders, openForTest, temporaryDatabase, temporaryPlace } from '../../support/temporaryDatabase.js';
import { linkedAccount } from './support/linkChannel.js';
import { origin } from './support/origin.js';

const Bot = { id: null, name: null, via: 'bot' };
const NoIds = { broadcasterUserId: null, chatroomId: null };

const newest = ({ changes }: Database, guildId = '1') => changes.newest(guildId, { limit: 100 });
/** What a change is about, without its id and time. */
const content = ({ by, kind, before, after, undoOf }: ChangeRow) => ({ by, kind, before, after, undoOf });
const contents = async (database: Database, guildId?: string) => (await newest(database, guildId)).map(content);

function consentOf(userId: number, changes: Partial<ConsentRow> = {}): ConsentRow {
	return { ...linkedAccount(userId), sealedRefreshToken: Uint8Array.of(2), ...changes };
}
const linkTo = (guildId: string, userId = 7) => ({ guildId, userId, linkedBy: '1', linkedAt: new Date(0) });
const ana = (status: 'active' | 'relink' = 'active') => ({ userId: 7, username: 'Streamer_7', status });

describe.each(databaseProviders)('the history of settings on %s', (provider) => {
	it('has who changed what, when and how, newest first', async () => {
		const database = await temporaryDatabase(provider);
		const from = Date.now();
		await database.settings.change('1', () => ({ channel: 'ana' }), origin);
		const [first] = await newest(database);
		const undo = { by: { id: '2', name: 'Leo', via: 'command' as const }, undoOf: first!.id };
		await database.settings.change('1', () => ({ channel: null }), undo);
		await database.settings.change('2', () => ({ channel: 'other' }), origin);
		const unset = { channel: null, ...NoIds };
		const set = { channel: 'ana', ...NoIds };
		expect(await contents(database)).toEqual([
			{ kind: 'channel', before: set, after: unset, by: undo.by, undoOf: first!.id },
			{ kind: 'channel', before: unset, after: set, by: origin.by, undoOf: null }
		]);
		expect(first!.id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
		expect(first!.at.getTime()).toBeGreaterThanOrEqual(from);
		expect(await database.changes.find('1', first!.id)).toEqual(first);
		expect(await database.changes.find('2', first!.id)).toBeNull();
	});

	it('has the ids that a new channel clears in one entry, and a chatroom id alone in its own', async () => {
		const database = await temporaryDatabase(provider);
		await database.settings.change('1', () => ({ channel: 'ana', broadcasterUserId: 7 }), origin);
		await database.settings.change('1', () => ({ chatroomId: 8 }), origin);
		await database.settings.change('1', () => ({ channel: 'ben', ...NoIds }), origin);
		expect((await contents(database)).map(({ kind, before, after }) => [kind, before, after])).toEqual([
			['channel', { channel: 'ana', broadcasterUserId: 7, chatroomId: 8 }, { channel: 'ben', ...NoIds }],
			['chatroom', { channel: 'ana', chatroomId: null }, { channel: 'ana', chatroomId: 8 }],
			['channel', { channel: null, ...NoIds }, { channel: 'ana', broadcasterUserId: 7, chatroomId: null }]
		]);
	});

	it('has nothing for what changes nothing, or only follows from the channel', async () => {
		const database = await temporaryDatabase(provider);
		await database.settings.change('1', () => null, origin);
		await database.settings.change('1', () => ({}), origin);
		await database.settings.change('1', () => ({ channel: null, chatroomId: null }), origin);
		await database.settings.change('1', () => ({ broadcasterUserId: 7 }), origin);
		expect(await newest(database)).toEqual([]);
	});

	it('has the links of a server: made, renewed, replaced, lost, and ended', async () => {
		const database = await temporaryDatabase(provider);
		const { accounts, links } = database;
		await links.consent(consentOf(7), linkTo('1'), origin);
		await links.consent(consentOf(7), linkTo('1'), origin);
		await links.consent(consentOf(8), linkTo('1', 8), origin);
		expect(await accounts.markRelink(8, Uint8Array.of(2))).toBe(true);
		expect(await accounts.markRelink(8, Uint8Array.of(2))).toBe(true);
		expect(await links.deleteExactly(linkTo('1'), origin)).toBe(false);
		expect(await links.deleteExactly(linkTo('1', 8), origin)).toBe(true);
		const leo = { ...ana(), userId: 8, username: 'Streamer_8' };
		const lost = { ...leo, status: 'relink' };
		expect((await contents(database)).map(({ by, before, after }) => [by, before, after]).reverse()).toEqual([
			[origin.by, { account: null }, { account: ana() }],
			[origin.by, { account: ana() }, { account: ana() }],
			[origin.by, { account: ana() }, { account: leo }],
			[Bot, { account: leo }, { account: lost }],
			[origin.by, { account: lost }, { account: null }]
		]);
	});

	it('has links that ended because the account was linked elsewhere after its consent had ended', async () => {
		const database = await temporaryDatabase(provider);
		for (const guildId of ['1', '2']) await database.links.consent(consentOf(7), linkTo(guildId), origin);
		await database.accounts.markRelink(7, Uint8Array.of(2));
		await database.links.consent(consentOf(7), linkTo('3'), origin);
		for (const guildId of ['1', '2']) {
			const [ended] = await contents(database, guildId);
			expect(ended).toMatchObject({ by: Bot, before: { account: ana('relink') }, after: { account: null } });
		}
		expect((await contents(database, '3')).map(({ after }) => after)).toEqual([{ account: ana() }]);
	});

	it('has links that another program left without their account', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		const row = `INSERT INTO kick_links VALUES ('1', 404, '2', '2026-01-01T00:00:00.000Z')`;
		await place.run(
			provider === 'sqlite'
				? `PRAGMA foreign_keys = OFF; ${row}`
				: `ALTER TABLE kick_links DROP CONSTRAINT kick_links_user_id_fkey; ${row}`
		);
		expect(await database.links.deleteOrphans()).toBe(1);
		expect(await database.links.deleteOrphans()).toBe(0);
		expect(await contents(database)).toMatchObject([
			{ by: Bot, before: { account: { userId: 404, username: '404' } }, after: { account: null } }
		]);
	});

	it('is written with the change or not at all', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		await database.links.consent(consentOf(7), linkTo('1'), origin);
		const stop = await refuseWrites(place, 'kick_setting_changes');
		const role = { guildId: '1', roleId: '9', roleName: 'Mods', sections: ['chat'] };
		await expect(database.settings.change('1', () => ({ channel: 'ana' }), origin)).rejects.toThrow();
		await expect(database.links.deleteExactly(linkTo('1'), origin)).rejects.toThrow();
		await expect(database.links.consent(consentOf(8), linkTo('2', 8), origin)).rejects.toThrow();
		await expect(database.accounts.markRelink(7, Uint8Array.of(2))).rejects.toThrow();
		await expect(database.editors.replace(role, origin, () => true)).rejects.toThrow();
		await stop();
		expect(await database.settings.get('1')).toEqual({ channel: null, ...NoIds });
		expect((await database.links.list()).map(({ guildId, userId }) => [guildId, userId])).toEqual([['1', 7]]);
		expect((await database.accounts.list()).map(({ userId, status }) => [userId, status])).toEqual([[7, 'active']]);
		expect(await database.editors.ofGuild('1')).toEqual([]);
		expect(await contents(database)).toHaveLength(1);
	});

	it('has one entry for each change, however many processes change a setting at once', async () => {
		const place = await temporaryPlace(provider);
		const processes = [await openForTest(place), await openForTest(place)];
		const count = async ({ settings }: Database) => {
			for (let turn = 0; turn < 10; turn++) {
				await settings.change('1', ({ chatroomId }) => ({ chatroomId: (chatroomId ?? 0) + 1 }), origin);
			}
		};
		await Promise.all(processes.map(count));
		const steps = (await newest(processes[0]!)).map(({ before, after }) => {
			const [old, now] = [before, after] as { chatroomId: number | null }[];
			return [old?.chatroomId ?? 0, now?.chatroomId];
		});
		expect(steps.sort(([one = 0], [other = 0]) => one! - other!)).toEqual(
			Array.from({ length: 20 }, (_change, index) => [index, index + 1])
		);
	});

	it('is read in pages, and by kinds', async () => {
		const database = await temporaryDatabase(provider);
		const channels = ['a', 'b', 'c', 'd', 'e'];
		for (const channel of channels) await database.settings.change('1', () => ({ channel }), origin);
		await database.settings.change('1', () => ({ chatroomId: 1 }), origin);
		const all = await newest(database);
		const { changes } = database;
		expect(await changes.newest('1', { limit: 2 })).toEqual(all.slice(0, 2));
		expect(await changes.newest('1', { limit: 2, before: all[1]!.id })).toEqual(all.slice(2, 4));
		expect(await changes.newest('1', { limit: 9, kinds: ['chatroom'] })).toEqual(all.slice(0, 1));
		expect(await changes.newest('1', { limit: 9, kinds: [] })).toEqual([]);
		for (const id of ['', 'x', '\0', `${all[0]!.id}\0`, all[0]!.id.toLowerCase()]) {
			expect(await changes.find('1', id)).toBeNull();
			expect(await changes.newest('1', { limit: 9, before: id })).toEqual(all);
		}
	});

	it('keeps the newest of each server, and no old ones', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		const [old, recent] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)];
		const rows = [
			...['a', 'b', 'c', 'd'].map((channel, index) => ({ guildId: '1', channel, at: old + index })),
			{ guildId: '2', channel: 'a', at: old },
			{ guildId: '1', channel: 'e', at: recent }
		];
		for (const { guildId, channel, at } of rows) {
			await place.run(
				`INSERT INTO kick_setting_changes (id, guild_id, at, via, kind, old_value, new_value) VALUES
				('${ulid(at)}', '${guildId}', '${new Date(at).toISOString()}', 'bot', 'x', '{}', '{"channel":"${channel}"}')`
			);
		}
		const channels = async (guildId: string) =>
			(await newest(database, guildId)).map(({ after }) => (after as { channel: string }).channel);

		expect(await database.changes.deleteExcess(3)).toBe(2);
		expect(await database.changes.deleteExcess(3)).toBe(0);
		expect([await channels('1'), await channels('2')]).toEqual([['e', 'd', 'c'], ['a']]);
		expect(await database.changes.deleteBefore(new Date(old))).toBe(0);
		expect(await database.changes.deleteBefore(new Date(recent))).toBe(3);
		expect([await channels('1'), await channels('2')]).toEqual([['e'], []]);
	});

	it('keeps any names, without U+0000, and shows values that another program has spoilt as unreadable', async () => {
		const place = await temporaryPlace(provider);
		const database = await openForTest(place);
		const text = `'; DROP TABLE kick_links; -- \u202E עברית 👩‍👩‍👧`;
		const by = { ...origin.by, name: `a\0${text}${'x'.repeat(5_000)}` };
		await database.settings.change('1', () => ({ channel: `b\0${text}` }), { by });
		const [change] = await newest(database);
		expect(change!.by.name).toBe(`a\0${text}${'x'.repeat(5_000)}`.slice(0, 100).replace('\0', ''));
		expect(change!.after).toMatchObject({ channel: `b${text}` });
		await place.run(`UPDATE kick_setting_changes SET via = 'magic', new_value = '{'`);
		expect(await newest(database)).toEqual([{ ...change, by: { ...change!.by, via: 'code' }, after: undefined }]);
	});
});

describe.each(databaseProviders)('editors on %s', (provider) => {
	const mods = { guildId: '1', roleId: '9', roleName: 'Mods' };

	it('are read by server and for many servers, and replaced for one role', async () => {
		const { editors } = await temporaryDatabase(provider);
		const always = () => true;
		await editors.replace({ ...mods, sections: ['log', 'chat'] }, origin, always);
		await editors.replace({ ...mods, roleId: '10', sections: ['chat'] }, origin, always);
		await editors.replace({ ...mods, guildId: '2', sections: ['settings'] }, origin, always);
		await editors.replace({ ...mods, sections: ['settings', 'chat', 'chat'] }, origin, always);
		const pairs = (rows: { roleId: string; section: string }[]) => rows.map(({ roleId, section }) => [roleId, section]);
		expect(pairs(await editors.ofGuild('1')).sort()).toEqual([
			['10', 'chat'],
			['9', 'chat'],
			['9', 'settings']
		]);
		expect(await editors.ofGuilds(['2', '3'])).toEqual([{ guildId: '2', roleId: '9', section: 'settings' }]);
		expect(await editors.ofGuilds([])).toEqual([]);
		await editors.replace({ ...mods, sections: [] }, origin, always);
		expect(pairs(await editors.ofGuild('1'))).toEqual([['10', 'chat']]);
	});

	it('record what has changed, and change only what they were asked for', async () => {
		const database = await temporaryDatabase(provider);
		const { editors } = database;
		expect(await editors.replace({ ...mods, sections: ['log', 'chat'] }, origin, () => true)).toBe(true);
		expect(await editors.replace({ ...mods, sections: ['chat', 'log'] }, origin, () => true)).toBe(true);
		const seen: unknown[] = [];
		const refuse = (current: ReadonlyMap<string, readonly string[]>) => seen.push([...current]) === 0;
		expect(await editors.replace({ ...mods, sections: [] }, origin, refuse)).toBe(false);
		expect(seen.at(-1)).toEqual([['9', ['chat', 'log']]]);
		const value = (sections: string[]) => ({ roleId: '9', roleName: 'Mods', sections });
		expect(await contents(database)).toEqual([
			{ kind: 'editors', before: value([]), after: value(['chat', 'log']), by: origin.by, undoOf: null }
		]);
	});

	it('of one role are changed by one of many at once that expect the same', async () => {
		const place = await temporaryPlace(provider);
		const processes = [await openForTest(place), await openForTest(place)];
		const isNew = (current: ReadonlyMap<string, readonly string[]>) => !current.has('9');
		const outcomes = await Promise.all(
			[0, 1, 2, 3].map((index) =>
				processes[index % 2]!.editors.replace({ ...mods, sections: [`section ${index}`] }, origin, isNew)
			)
		);
		expect(outcomes.filter(Boolean)).toHaveLength(1);
		expect(await contents(processes[0]!)).toHaveLength(1);
	});
});
