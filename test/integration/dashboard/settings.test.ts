import { container } from '@sapphire/framework';
import { describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/browser/Page.js';
import { formToken, post } from '../../support/dashboardRequests.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { PageStream } from '../../support/PageStream.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const settingsOf = ({ id }: { id: string }) => `${world.url}/dashboard/${id}/settings`;
const profileOf = async ({ id }: { id: string }) => (await container.kick.profile(id)).unwrap();

async function atSettings(community: Community) {
	const { browser } = await world.logIn(community.manager);
	return { ...community, browser, page: await browser.open(settingsOf(community.guild)) };
}
const atEmptySettings = () => atSettings(world.createCommunity());
const atLinkedSettings = async () => atSettings(await world.createLinkedCommunity());

/** Returns the lines of the setup as screen readers read them. */
function setupLines({ html }: Page): string[] {
	const list = /<ul[^>]* id="setup-lines">(.*?)<\/ul>/s.exec(html)?.[1] ?? '';
	return list
		.split('</li>')
		.map((item) => item.replace(/<span class="mark.*?<\/span>|<[^>]*>/g, ''))
		.filter(Boolean);
}

const hostileTexts = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	'\u202egnimaerts',
	'name\u0000',
	'../../etc/passwd',
	'x'.repeat(5_000),
	'   '
];

describe('Settings', () => {
	it('leads from nothing to all green, with forms and links only', async () => {
		const { guild, page, streamer } = await atEmptySettings();
		expect(setupLines(page)).toEqual([
			'Problem: kick_channel: not set. Use Kick Channel Username with the name of your Kick channel.',
			'Problem: kick_broadcaster_user_id: not set. Use Sync from Kick.',
			'Problem: kick_chatroom_id: not set. ' +
				'Use Sync from Kick, or enter it with Chatroom ID (only the live socket needs it).',
			'Problem: OAuth token: missing. No OAuth token found: the streamer has to use Link Kick Account.',
			'Problem: Webhooks: not registered. Use Link Kick Account first.',
			'Problem: Chat: not ready. Follow the lines above from the top.'
		]);

		const saved = await page.submit('Save', { channel: `https://kick.com/${streamer.slug}` });
		expect(saved.text).toContain(`kick_channel: ${streamer.slug} Saved. Next, its owner has to use Link Kick Account`);
		expect(saved.html).toContain('class="notice ok');

		world.kick.oauth.signIn(streamer.slug);
		const invitation = await saved.submit('Link Kick Account');
		expect(invitation.text).toContain(
			`Discord server ${guild.name} Kick account the owner of the channel ${streamer.slug}`
		);
		const linked = await (await invitation.submit('Continue to Kick')).submit('Allow');
		expect(linked.text).toContain(`${streamer.username} is linked`);

		const done = await (await linked.click('To the dashboard')).click('Settings');
		expect(done.url).toBe(settingsOf(guild));
		expect(setupLines(done)).toEqual([
			`OK: kick_channel: ${streamer.slug}`,
			`OK: kick_broadcaster_user_id: ${streamer.userId}`,
			`OK: kick_chatroom_id: ${streamer.chatroomId}`,
			'OK: OAuth token: exists',
			'OK: Webhooks: registered',
			'OK: Chat: ready to send/receive'
		]);
	});

	it('shows who is linked, since when, with which scopes and until when, and both ids', async () => {
		const { page, streamer } = await atLinkedSettings();
		expect(page.text).toMatch(
			new RegExp(
				`Linked account ${streamer.username} Since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC ` +
					'Scopes user:read, channel:read, chat:write, events:subscribe Link again by \\d{4}-\\d\\d-\\d\\d '
			)
		);
		expect(page.text).toContain(`Kick channel ID ${streamer.userId}`);
		expect(page.html).toContain(`name="chatroom_id" value="${streamer.chatroomId}"`);
		expect(page.text).toContain('Subscriptions: 10 of 10');
	});

	it('links each problem to its fix, on this page instead of in Discord', async () => {
		const { guild, page } = await atEmptySettings();
		const cards = [...page.html.matchAll(/<li>.*?<\/li>/gs)].flatMap(([line]) =>
			[...line.matchAll(/settings#([a-z]+)"/g)].map(([, card]) => card)
		);
		expect(new Set(cards)).toEqual(new Set(['channel', 'account', 'ids']));
		for (const card of cards) expect(page.html).toContain(`id="${card}"`);
		expect(page.html).toContain(`href="/dashboard/${guild.id}/settings#account"`);
		expect(page.text).not.toMatch(/(^| )\/kick /);
	});

	it('syncs, and reports the result of each step', async () => {
		const { page, streamer } = await atLinkedSettings();
		const synced = await page.submit('Sync from Kick');
		const notice = synced.html.slice(synced.html.indexOf('class="notice ok'), synced.html.indexOf('<h1>'));
		expect(notice).toContain(`kick_broadcaster_user_id: ${streamer.userId}`);
		expect(notice).toContain(`kick_chatroom_id: ${streamer.chatroomId}`);
		expect(notice).toContain('Webhooks: 10 of 10 registered');
	});

	it('says what to do when a sync fails', async () => {
		const { page } = await atEmptySettings();
		const refused = await page.submit('Sync from Kick');
		expect(refused.html).toContain('class="notice failed"');
		expect(refused.text).toContain(
			'No OAuth token found. The streamer has to link the Kick account: use Link Kick Account'
		);
	});

	it('updates a page with an older setup, with the mark that a new page has', async () => {
		const { browser, guild, page, streamer } = await atEmptySettings();
		await container.kick.setChannel(guild.id, streamer.slug);
		const stream = await PageStream.of(browser, page);
		const { html, mark } = await stream.patch((patch) => patch.html.includes('id="setup-lines"'));
		stream.close();
		const now = await browser.open(settingsOf(guild));
		expect(now.html).toContain(html);
		expect(html).toContain(`kick_channel: ${streamer.slug}`);
		expect(now.html).toContain(`/settings/stream?seen=${mark}"`);
	});
});

describe('the name of the channel', () => {
	it('is refused when it is invalid, changes nothing, and is shown nowhere as markup', async () => {
		const { browser, guild, page } = await atEmptySettings();
		for (const channel of hostileTexts) {
			const form = await browser.open(page.url);
			const refused = await form.submit('Save', { channel });
			expect(refused.status).toBe(200);
			expect(refused.html).toContain('class="notice failed"');
			expect(refused.text).toContain('This is not a name of a Kick channel.');
			expect(refused.html).not.toMatch(/<script>|<img(?! src="\/dashboard\/pictures\/(servers|people)\/)/);
		}
		expect((await profileOf(guild)).channel).toBeNull();
	});

	it('is refused when the form has no such field', async () => {
		const { browser, guild, page } = await atEmptySettings();
		const path = `/dashboard/${guild.id}/settings/channel`;
		const missing = await post(browser, `${world.url}${path}`, { token: formToken(page, path) });
		browser.cookies.store(new URL(page.url), missing.headers.get('set-cookie') ?? '');
		expect((await browser.open(page.url)).text).toContain('Enter the name of the Kick channel.');
		expect((await profileOf(guild)).channel).toBeNull();
	});

	it('of another channel clears the ids of the old one, and says that it has another owner', async () => {
		const { guild, page } = await atLinkedSettings();
		const { streamer: other } = world.createCommunity();
		const saved = await page.submit('Save', { channel: other.slug });
		expect(saved.html).toContain('class="notice failed"');
		expect(saved.text).toContain(`the channel ${other.slug} belongs to someone else`);
		expect(await profileOf(guild)).toMatchObject({ channel: other.slug, broadcasterUserId: null, chatroomId: null });
	});

	it('that Kick does not know is refused, and the working setup is kept', async () => {
		const { guild, page, streamer } = await atLinkedSettings();
		const before = await profileOf(guild);
		const refused = await page.submit('Save', { channel: 'mistyped_name' });
		expect(refused.html).toContain('class="notice failed"');
		expect(refused.text).toContain('Could not find channel "mistyped_name" on Kick.');
		expect(refused.text).toContain(`Nothing was changed: the channel of this server is still ${streamer.slug}.`);
		expect(refused.html).toContain(`name="channel" value="${streamer.slug}"`);
		expect(await profileOf(guild)).toEqual(before);
	});

	it('is saved once by a form that is sent again', async () => {
		const { browser, guild, page, streamer } = await atEmptySettings();
		const other = world.createCommunity().streamer;
		const path = `/dashboard/${guild.id}/settings/channel`;
		const token = formToken(page, path);
		await post(browser, `${world.url}${path}`, { token, channel: streamer.slug });
		const replayed = await post(browser, `${world.url}${path}`, { token, channel: other.slug });
		expect(replayed.status).toBe(409);
		expect((await profileOf(guild)).channel).toBe(streamer.slug);
	});
});

describe('the chatroom id', () => {
	it('can be entered, and forgotten again', async () => {
		const { guild, page } = await atLinkedSettings();
		const cleared = await page.submit('Save chatroom ID', { chatroom_id: '' });
		expect(cleared.text).toContain('The chatroom id was removed.');
		expect((await profileOf(guild)).chatroomId).toBeNull();
		const saved = await cleared.submit('Save chatroom ID', { chatroom_id: ' 668 ' });
		expect(saved.text).toContain('kick_chatroom_id: 668 is saved');
		expect((await profileOf(guild)).chatroomId).toBe(668);
	});

	it('is refused when it is not a whole number above 0', async () => {
		const { browser, guild, page, streamer } = await atLinkedSettings();
		for (const chatroom_id of ['0', '-1', '1.5', '1e3', '٣', '9'.repeat(30), 'abc', ...hostileTexts.slice(0, 6)]) {
			const form = await browser.open(page.url);
			const refused = await form.submit('Save chatroom ID', { chatroom_id });
			expect([chatroom_id, refused.html.includes('class="notice failed"')]).toEqual([chatroom_id, true]);
			expect(refused.text).toContain('A chatroom id is a whole number above 0');
		}
		expect((await profileOf(guild)).chatroomId).toBe(streamer.chatroomId);
	});

	it('needs a channel first', async () => {
		const { page } = await atEmptySettings();
		const refused = await page.submit('Save chatroom ID', { chatroom_id: '668' });
		expect(refused.text).toContain('No Kick channel is set. Use Kick Channel Username first.');
	});
});

describe('unlinking', () => {
	it('asks first, and then revokes, deletes and says so', async () => {
		const { guild, page, streamer } = await atLinkedSettings();
		const question = await page.click('Unlink this account…');
		expect(question.text).toContain(`Do you want to unlink ${streamer.username} from this server?`);
		expect((await question.click('Keep it linked')).url).toBe(settingsOf(guild));
		expect((await profileOf(guild)).account).not.toBeNull();

		const unlinked = await question.submit('Unlink');
		expect(unlinked.url).toBe(settingsOf(guild));
		expect(unlinked.text).toContain(`${streamer.username} is no longer linked to this server.`);
		expect(unlinked.text).toContain('Its access is revoked and its tokens are deleted.');
		expect(unlinked.text).toContain('No Kick account is linked yet.');
		expect(world.kick.subscriptions.all.filter((one) => one.broadcasterUserId === streamer.userId)).toEqual([]);
	});

	it('says so if nothing is linked', async () => {
		const { browser, page } = await atEmptySettings();
		const question = await browser.open(`${page.url}/unlink`);
		expect(question.text).toContain('No Kick account is linked to this server.');
		expect(() => question.link('Keep it linked')).toThrow();
	});
});

describe('linking from the dashboard', () => {
	it('refuses the account of another channel, and returns', async () => {
		const { guild, page, streamer } = await atEmptySettings();
		const { streamer: other } = world.createCommunity();
		const saved = await page.submit('Save', { channel: streamer.slug });
		world.kick.oauth.signIn(other.slug);
		const invitation = await saved.submit('Link Kick Account');
		const refused = await (await invitation.submit('Continue to Kick')).submit('Allow');
		expect(refused.status).toBe(403);
		expect((await refused.click('To the dashboard')).url).toBe(`${world.url}/dashboard/${guild.id}/overview`);
		expect((await profileOf(guild)).account).toBeNull();
	});

	it('starts a new link each time the button is pressed', async () => {
		const { browser, page } = await atEmptySettings();
		const [one, other] = [await page.submit('Link Kick Account'), await browser.open(page.url)];
		const again = await other.submit('Link Kick Account');
		expect(again.url).not.toBe(one.url);
	});
});

describe('a manager of another server', () => {
	it('gets the same "not found" at each address, whether the server exists or not, and changes nothing', async () => {
		const { guild, streamer } = await world.createLinkedCommunity();
		const { manager, streamer: own } = world.createCommunity();
		const { browser } = await world.logIn(manager);
		const before = await profileOf(guild);
		const unknown = await browser.open(settingsOf({ id: '1' }));
		expect(unknown.status).toBe(404);
		for (const path of ['', '/stream', '/unlink']) {
			const answer = await browser.open(`${settingsOf(guild)}${path}`);
			expect([path, answer.status, answer.text]).toEqual([path, 404, unknown.text]);
		}
		for (const path of ['channel', 'chatroom', 'link', 'sync', 'unlink']) {
			const answer = await post(browser, `${settingsOf(guild)}/${path}`, { channel: own.slug, chatroom_id: '1' });
			expect([path, answer.status]).toEqual([path, 404]);
			expect(await answer.text()).not.toContain(streamer.username);
		}
		expect(await profileOf(guild)).toEqual(before);
	});
});

itLeavesNoTrace(world, errors);
