import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/browser/Page.js';
import { formToken, post } from '../../support/dashboardRequests.js';
import { type HistoryRow, historyRows } from '../../support/historyRows.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { hiddenFields } from '../../support/linkRequests.js';
import { refuseWrites } from '../../support/refuseWrites.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const pathOf = ({ id }: { id: string }, page = 'history') => `/dashboard/${id}/${page}`;
const profileOf = async ({ id }: { id: string }) => (await container.kick.profile(id)).unwrap();
const changesOf = async ({ id }: { id: string }) => (await container.kick.history.list(id)).unwrap().changes;

async function atHistory(community: Community) {
	const { browser } = await world.logIn(community.manager);
	const open = (page = 'history') => browser.open(`${world.url}${pathOf(community.guild, page)}`);
	return { ...community, browser, open, page: await open() };
}
const linked = async () => atHistory(await world.createLinkedCommunity());

/** Row of a change, with the button to undo it. */
const row = (change: string, who: string, before: string, after: string): HistoryRow => ({
	change,
	who,
	before,
	after,
	undo: 'Undo'
});
const texts = (page: Page) => historyRows(page).map(({ change }) => change);
const Changed = 'The setting has changed since then.';
const NothingUndone = 'Nothing was undone: this setting has changed since then.';

describe('the history of a server', () => {
	it('is empty at first, and says what to do', async () => {
		const { page } = await atHistory(world.createCommunity());
		expect(page.text).toContain('No changes yet Changes of Settings and Editors appear here.');
	});

	it('shows who changed what and how, and the value before and after, newest first', async () => {
		const { guild, manager, streamer, open, page } = await linked();
		const [by, id] = [manager.name, String(streamer.chatroomId)];
		const onLink = `${by} while linking Kick`;
		const account = { ...row(`Linked the Kick account ${streamer.username}.`, onLink, 'Not set', streamer.username) };
		expect(historyRows(page)).toEqual([
			row(`Set the chatroom ID to ${id}.`, onLink, 'Not set', id),
			{ ...account, undo: 'To end this link, unlink the account. Unlink…' },
			row(`Set the Kick channel to ${streamer.slug}.`, `${by} with a command`, 'Not set', streamer.slug)
		]);
		expect(page.html).toMatch(/<time datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/i);

		const other = world.createCommunity().streamer;
		await (await open('settings')).submit('Save chatroom ID', { chatroom_id: '' });
		await (await open('settings')).submit('Save', { channel: other.slug });
		await container.kick.setChannel(guild.id, streamer.slug);
		await container.kick.setChatroomId(guild.id, null, { by: { id: '1', name: 'Ina', via: 'command' } });
		const [dashboard, code] = [`${by} on the dashboard`, 'The owner of this bot by code'];
		const later = historyRows(await open()).slice(0, -3);
		expect(later.map(({ change, who, before, after }) => [change, who, before, after])).toEqual([
			[`Removed the chatroom ID ${id}.`, 'Ina with a command', id, 'Not set'],
			[`Set the chatroom ID to ${id}.`, code, 'Not set', id],
			[`Changed the Kick channel from ${other.slug} to ${streamer.slug}.`, code, other.slug, streamer.slug],
			[`Changed the Kick channel from ${streamer.slug} to ${other.slug}.`, dashboard, streamer.slug, other.slug],
			[`Removed the chatroom ID ${id}.`, dashboard, id, 'Not set']
		]);
	});

	it('shows links that are made again, lost, and ended from another page', async () => {
		const community = await world.createLinkedCommunity();
		const { streamer, guild } = community;
		await world.link(community);
		const next = { ...world.createCommunity(), streamer };
		const finished = await world.link(next);
		expect(finished.text).toContain(`Unlink from ${guild.name}`);
		await finished.submit(`Unlink from ${guild.name}`);
		const { page } = await atHistory(community);
		const [ended, again] = historyRows(page);
		expect(ended).toEqual({
			change: `Unlinked the Kick account ${streamer.username}.`,
			who: `The owner of the Kick account ${streamer.username} while linking Kick`,
			before: streamer.username,
			after: 'Not set',
			undo: 'The bot no longer has access. The owner of the channel has to link again. Link Kick Account'
		});
		expect(again).toMatchObject({ change: `Linked the Kick account ${streamer.username} again.`, undo: Changed });

		streamer.disconnectsApp();
		expect((await container.kick.send(next.guild.id, 'x')).unwrapErr().code).toBe('relink_required');
		const lost = await atHistory(next);
		expect(historyRows(lost.page)[0]).toEqual({
			change: `Kick no longer accepts the link of ${streamer.username}.`,
			who: 'The bot by itself',
			before: streamer.username,
			after: `${streamer.username} (link ended)`,
			undo: 'The bot no longer has access. The owner of the channel has to link again. Link Kick Account'
		});
		const invitation = await lost.page.submit('Link Kick Account');
		expect(invitation.text).toContain(`Discord server ${next.guild.name}`);
	});

	it('shows a link that ended because the streamer has linked another server after leaving', async () => {
		const { guild, streamer, open } = await linked();
		streamer.disconnectsApp();
		await world.link({ ...world.createCommunity(), streamer });
		const [ended, lost] = historyRows(await open());
		expect([lost?.change, ended?.change]).toEqual([
			`Kick no longer accepts the link of ${streamer.username}.`,
			`Unlinked the Kick account ${streamer.username}.`
		]);
		expect(ended?.who).toBe('The bot by itself');
		expect((await profileOf(guild)).account).toBeNull();
	});

	it('has more pages when it is long', async () => {
		const { guild, open } = await atHistory(world.createCommunity());
		await container.kick.setChannel(guild.id, world.createCommunity().streamer.slug);
		for (let id = 1; id <= 60; id++) await container.kick.setChatroomId(guild.id, id);
		const first = await open();
		const second = await first.click('Older changes');
		expect([texts(first).length, texts(second).length]).toEqual([50, 11]);
		expect(texts(second).at(-1)).toMatch(/^Set the Kick channel to /);
		expect(second.text).not.toContain('Older changes');
	});

	it('records nothing for what was refused, and nothing twice', async () => {
		const { guild, open, streamer } = await linked();
		const before = await changesOf(guild);
		await (await open('settings')).submit('Save', { channel: 'mistyped_name' });
		await (await open('settings')).submit('Save', { channel: streamer.slug });
		await (await open('settings')).submit('Save chatroom ID', { chatroom_id: '0' });
		await (await open('settings')).submit('Save chatroom ID', { chatroom_id: String(streamer.chatroomId) });
		await (await open('settings')).submit('Sync from Kick');
		expect(await changesOf(guild)).toEqual(before);
	});
});

describe('Undo', () => {
	it('sets the channel before with its ids, syncs it, and can be undone itself', async () => {
		const { guild, open, streamer, manager } = await linked();
		const before = await profileOf(guild);
		const other = world.createCommunity().streamer;
		await (await open('settings')).submit('Save', { channel: other.slug });
		const done = await (await open()).submit('Undo');
		expect(done.url).toBe(`${world.url}${pathOf(guild)}`);
		expect(done.text).toContain(`The change was undone. ✓ OK: kick_channel: ${streamer.slug}`);
		expect(done.text).toContain('Webhooks: 10 of 10 registered');
		expect(await profileOf(guild)).toEqual(before);
		const text = `Changed the Kick channel from ${other.slug} to ${streamer.slug}.`;
		expect(historyRows(done)[0]).toEqual(
			row(`Undo ${text}`, `${manager.name} on the dashboard`, other.slug, streamer.slug)
		);
		expect((await changesOf(guild))[0]?.undoOf).toBe((await changesOf(guild))[1]?.id);

		await done.submit('Undo');
		expect((await profileOf(guild)).channel).toBe(other.slug);
		expect(historyRows(await open())[0]?.change).toBe(
			`Undo Changed the Kick channel from ${streamer.slug} to ${other.slug}.`
		);
	});

	it('of the first channel leaves the server without one', async () => {
		const { guild, manager, streamer, open } = await atHistory(world.createCommunity());
		await manager.slash('kick channel', { name: streamer.slug });
		const done = await (await open()).submit('Undo');
		expect(done.text).toContain('kick_channel: not set');
		expect(await profileOf(guild)).toMatchObject({ channel: null, broadcasterUserId: null, chatroomId: null });
		expect((await done.submit('Undo')).text).toContain(`kick_channel: ${streamer.slug}`);
	});

	it('of the chatroom ID restores the one before', async () => {
		const { guild, open, streamer } = await linked();
		await (await open('settings')).submit('Save chatroom ID', { chatroom_id: '' });
		const done = await (await open()).submit('Undo');
		expect(done.text).toContain(`The change was undone. ✓ OK: Chatroom ID: ${streamer.chatroomId}`);
		expect((await profileOf(guild)).chatroomId).toBe(streamer.chatroomId);
		expect((await (await open()).submit('Undo')).text).toContain('Chatroom ID: not set');
	});

	it('finds a channel that was renamed meanwhile, not the one that has its old name now', async () => {
		const { guild, open, streamer } = await linked();
		const [old, next] = [streamer.slug, world.createCommunity().streamer];
		await (await open('settings')).submit('Save', { channel: next.slug });
		streamer.changesName(`${old}_new`, { slug: `${old}-new` });
		world.kick.addStreamer(old);
		const done = await (await open()).submit('Undo');
		expect(done.text).toContain(`kick_channel: ${old}-new (renamed on Kick, formerly ${old})`);
		expect(await profileOf(guild)).toMatchObject({ channel: `${old}-new`, broadcasterUserId: streamer.userId });
	});

	it('is not offered for a name that Kick has changed', async () => {
		const { guild, open, streamer } = await linked();
		const old = streamer.slug;
		streamer.changesName(`${old}_new`, { slug: `${old}-new` });
		await (await open('settings')).submit('Sync from Kick');
		const [renamed] = historyRows(await open());
		expect(renamed?.change).toBe(`Stored the new name of ${old} on Kick: ${old}-new.`);
		expect(renamed?.undo).toContain('The channel has this name on Kick now.');
		const id = (await changesOf(guild))[0]!.id;
		expect((await container.kick.history.undo(guild.id, id)).unwrapErr().code).toBe('bad_request');
	});

	it('is refused after another change, even if the page is older, and changes nothing', async () => {
		const { guild, manager, open, streamer } = await linked();
		const [second, third] = [world.createCommunity().streamer, world.createCommunity().streamer];
		await (await open('settings')).submit('Save', { channel: second.slug });
		const old = await open();
		await manager.slash('kick channel', { name: third.slug });
		const before = await changesOf(guild);
		const refused = await old.submit('Undo');
		expect(refused.html).toContain('class="notice failed"');
		expect(refused.text).toContain(NothingUndone);
		expect((await profileOf(guild)).channel).toBe(third.slug);
		expect(await changesOf(guild)).toEqual(before);
		expect(historyRows(refused).map(({ undo }) => undo)).toEqual([
			'Undo',
			Changed,
			Changed,
			'To end this link, unlink the account. Unlink…',
			Changed
		]);
		expect(streamer.slug).not.toBe(third.slug);
	});

	it('in two tabs at the same moment undoes once', async () => {
		for (const change of ['channel', 'chatroom'] as const) {
			const { browser, guild, open, streamer } = await linked();
			const other = world.createCommunity().streamer;
			const settings = await open('settings');
			await (change === 'channel'
				? settings.submit('Save', { channel: other.slug })
				: settings.submit('Save chatroom ID', { chatroom_id: '' }));
			const before = await changesOf(guild);
			const path = pathOf(guild, 'history/undo');
			const tokens = await Promise.all([open(), open()].map(async (page) => formToken(await page, path)));
			const answers = await Promise.all(
				tokens.map((token) => post(browser, `${world.url}${path}`, { token, change: before[0]!.id }))
			);
			expect(answers.map(({ status }) => status)).toEqual([303, 303]);
			const after = await changesOf(guild);
			expect(after.filter(({ undoOf }) => undoOf === before[0]!.id)).toHaveLength(1);
			expect(await profileOf(guild)).toMatchObject({ channel: streamer.slug, chatroomId: streamer.chatroomId });
		}
	});

	it('changes nothing while Kick does not answer, and says so', async () => {
		const { guild, open } = await linked();
		const other = world.createCommunity().streamer;
		await (await open('settings')).submit('Save', { channel: other.slug });
		const page = await open();
		const before = await changesOf(guild);
		world.kick.faults.always('GET /public/v1/channels', 'serverError');
		const refused = await page.submit('Undo');
		world.kick.faults.clear();
		expect(refused.text).toContain(`Nothing was changed: the channel of this server is still ${other.slug}.`);
		expect(await changesOf(guild)).toEqual(before);
	});

	it('of an unlink or a link does not exist: the answer says what to do, and nothing changes', async () => {
		const { browser, guild, open, page, streamer } = await linked();
		const path = pathOf(guild, 'history/undo');
		const change = (await changesOf(guild)).find(({ kind }) => kind === 'account')!;
		const token = formToken(page, path);
		const answer = await post(browser, `${world.url}${path}`, { token, change: change.id });
		browser.cookies.store(new URL(world.url), answer.headers.get('set-cookie') ?? '');
		expect((await open()).text).toContain('Nothing was undone. To end this link, unlink the account.');
		expect((await profileOf(guild)).account?.username).toBe(streamer.username);

		await (await page.click('Unlink…')).submit('Unlink');
		const [ended] = historyRows(await open());
		expect(ended?.undo).toContain('The owner of the channel has to link again. Link Kick Account');
		const id = (await changesOf(guild))[0]!.id;
		expect((await container.kick.history.undo(guild.id, id)).unwrapErr().hint).toContain(
			'The bot no longer has access'
		);
	});

	it('of a change of another server, or of none, finds nothing', async () => {
		const { browser, guild, page } = await linked();
		const victim = await world.createLinkedCommunity();
		const foreign = (await changesOf(victim.guild))[0]!.id;
		const path = pathOf(guild, 'history/undo');
		for (const change of [foreign, '', 'x', '0'.repeat(26), '\u202e\0']) {
			const token = formToken(await browser.open(page.url), path);
			const answer = await post(browser, `${world.url}${path}`, { token, change });
			browser.cookies.store(new URL(world.url), answer.headers.get('set-cookie') ?? '');
			expect((await browser.open(page.url)).text).toContain('This change is not in the history.');
		}
		expect((await profileOf(victim.guild)).chatroomId).toBe(victim.streamer.chatroomId);
	});

	it('is possible for 30 days', async () => {
		const { guild, open } = await linked();
		const [{ id } = { id: '' }] = await changesOf(guild);
		const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60_000).toISOString();
		const setTime = (at: string) => world.place.run(`UPDATE kick_setting_changes SET at = '${at}' WHERE id = '${id}'`);
		await setTime(days(29));
		expect(historyRows(await open())[0]?.undo).toBe('Undo');
		await setTime(days(31));
		expect(historyRows(await open())[0]?.undo).toBe('The change is older than 30 days.');
		expect((await container.kick.history.undo(guild.id, id)).unwrapErr().hint).toContain('older than 30 days');
	});
});

describe('a crash or a full disk', () => {
	it('never leaves a change without its entry', async () => {
		const community = await world.createLinkedCommunity();
		const { guild, manager, streamer } = community;
		const before = { profile: await profileOf(guild), changes: await changesOf(guild) };
		const stop = await refuseWrites(world.place, 'kick_setting_changes');
		const reply = await manager.slash('kick channel', { name: world.createCommunity().streamer.slug });
		expect(reply.content).toContain('Something went wrong');
		expect((await manager.slash('kick unlink')).content).toContain('Something went wrong');
		const page = await world.link(community);
		expect(page.status).toBe(500);
		await stop();
		expect(errors.splice(0).length).toBeGreaterThan(0);
		expect({ profile: await profileOf(guild), changes: await changesOf(guild) }).toEqual(before);
		expect(streamer.slug).toBe(before.profile.channel);
	});

	it('between the steps of a link leaves the entry of the step that was made', async () => {
		const community = world.createCommunity();
		const { guild, streamer } = community;
		world.kick.oauth.signIn(streamer.slug);
		const consent = await world.openConsent(await world.linkAddress(community.manager));
		const stop = await refuseWrites(world.place, 'bot_settings');
		expect(hiddenFields(consent)).not.toEqual({});
		expect((await consent.submit('Allow')).status).toBe(500);
		await stop();
		expect(errors.splice(0).length).toBeGreaterThan(0);
		const { account, channel } = await profileOf(guild);
		expect([account?.username, channel]).toEqual([streamer.username, null]);
		expect((await changesOf(guild)).map(({ text }) => text)).toEqual([`Linked the Kick account ${streamer.username}.`]);
	});
});

itLeavesNoTrace(world, errors);
