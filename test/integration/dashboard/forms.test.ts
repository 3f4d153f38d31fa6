import { afterEach, describe, expect, it, vi } from 'vitest';
import { Browser } from '../../../sandbox/Browser.js';
import { formToken, post, request } from '../../support/dashboardRequests.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import { useWorld } from '../../support/useWorld.js';

const HourMs = 60 * 60_000;
const world = await useWorld();
const errors = recordErrors();

afterEach(() => vi.useRealTimers());

const pathOf = ({ id }: { id: string }) => `/dashboard/${id}/settings/sync`;

/** Server without a channel. The notice shows the effect of a form, and Kick is not asked. */
async function atSettings() {
	const { guild, manager } = world.createCommunity();
	const { browser } = await world.logIn(manager);
	const page = await browser.open(`${world.url}/dashboard/${guild.id}/settings`);
	const path = pathOf(guild);
	const token = formToken(page, path);
	return { browser, guild, manager, page, path, token, url: `${world.url}${path}` };
}

describe('a form', () => {
	it('is accepted once, however many copies arrive at the same time', async () => {
		const { browser, token, url } = await atSettings();
		const answers = await Promise.all(Array.from({ length: 6 }, () => post(browser, url, { token })));
		expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409, 409, 409, 409]);
		const replayed = await post(browser, url, { token });
		expect(replayed.status).toBe(409);
		expect(await replayed.text()).toContain('This form was already sent');
	});

	it('is refused when another site sent it, and its own page can still send it', async () => {
		const { browser, token, url } = await atSettings();
		const foreign: Record<string, string>[] = [
			{ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ origin: '' },
			{ 'sec-fetch-site': 'cross-site' },
			{ 'sec-fetch-site': 'same-site' },
			{ 'sec-fetch-site': 'none' }
		];
		for (const headers of foreign) {
			const refused = await post(browser, url, { token }, headers);
			expect([headers, refused.status]).toEqual([headers, 403]);
			expect(await refused.text()).toContain('This form did not come from the dashboard');
		}
		expect((await post(browser, url, { token })).status).toBe(303);
	});

	it('is refused without a token of the same session, server and form', async () => {
		const { guild, manager } = world.createCommunity();
		const second = world.discord.addGuild({ name: 'Second', owner: manager.user });
		const { browser } = await world.logIn(manager);
		const settings = `${world.url}/dashboard/${guild.id}/settings`;
		const page = await browser.open(settings);
		const otherBrowsersPage = await new Browser().open(settings);
		const secondPage = await browser.open(`${world.url}/dashboard/${second.id}/settings`);
		const own = formToken(page, pathOf(guild));
		const wrong = [
			['none', ''],
			['made up', 'made-up.token'],
			['altered', `9${own}`],
			['of another session', formToken(otherBrowsersPage, pathOf(guild))],
			['of another server', formToken(secondPage, pathOf(second))],
			['of another form', formToken(page, '/dashboard/logout')]
		];
		for (const [kind, token = ''] of wrong) {
			const refused = await post(browser, `${world.url}${pathOf(guild)}`, { token });
			expect([kind, refused.status]).toEqual([kind, 403]);
			expect(await refused.text()).toContain('This form does not belong to your login');
		}
	});

	it('is refused when its page was open for too long', async () => {
		const { browser, token, url } = await atSettings();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12 * HourMs + 1_000 });
		const refused = await post(browser, url, { token });
		expect(refused.status).toBe(403);
		expect(await refused.text()).toContain('This page was open for too long');
	});

	it('is refused without a session, and the page says that nothing was changed', async () => {
		const { token, url } = await atSettings();
		const refused = await fetch(url, {
			method: 'POST',
			body: new URLSearchParams({ token }),
			headers: { origin: world.url },
			redirect: 'manual'
		});
		expect(refused.status).toBe(401);
		expect(await refused.text()).toContain('Nothing was changed');
	});

	it('is refused when it is not a form, or too large, in one or many pieces', async () => {
		const { browser, token, url } = await atSettings();
		const headers = { origin: world.url, 'sec-fetch-site': 'same-origin' };
		const json = await request(browser, url, {
			method: 'POST',
			body: JSON.stringify({ token }),
			headers: { ...headers, 'content-type': 'application/json' }
		});
		expect(json.status).toBe(400);
		const fields = new URLSearchParams({ token, text: 'x'.repeat(100_000) }).toString();
		for (const body of [fields, new Blob([fields]).stream()]) {
			const type = { 'content-type': 'application/x-www-form-urlencoded' };
			const init: RequestInit & { duplex: 'half' } = {
				method: 'POST',
				body,
				duplex: 'half',
				headers: { ...headers, ...type }
			};
			const large = await request(browser, url, init);
			expect(large.status).toBe(413);
			expect(await large.text()).toContain('The text is too long');
		}
		expect((await post(browser, url, { token })).status).toBe(303);
	});

	it('redirects to a GET, so that a reload does not send it again', async () => {
		const { browser, guild, token, url } = await atSettings();
		const answer = await post(browser, url, { token });
		expect(answer.status).toBe(303);
		expect(answer.headers.get('location')).toBe(`/dashboard/${guild.id}/settings`);
		expect(answer.headers.get('set-cookie')).toMatch(
			/^kick_notice_[0-9a-f]{16}=[\w-]+\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=60$/
		);
	});
});

describe('the notice after a form', () => {
	it('shows the result as text, and nothing that others planted', async () => {
		const { browser, guild, page } = await atSettings();
		const answer = await page.submit('Sync from Kick');
		expect(answer.html).toContain('role="alert"');

		const forged = Buffer.from(JSON.stringify({ outcome: 'ok', lines: ['Send me money'] })).toString('base64url');
		const others = await atSettings();
		const stolen = await post(others.browser, others.url, { token: others.token });
		const values = [
			`${forged}.${'A'.repeat(43)}`,
			forged,
			/kick_notice_\w+=([^;]+)/.exec(stolen.headers.get('set-cookie') ?? '')?.[1]
		];
		const cleared = [answer.headers['set-cookie']].flat()[0] ?? '';
		expect(cleared).toMatch(/^kick_notice_\w+=; .*Max-Age=0$/);
		for (const value of values) {
			browser.cookies.store(new URL(world.url), `${cleared.split('=')[0]}=${value}; Path=/`);
			const settings = await browser.open(`${world.url}/dashboard/${guild.id}/settings`);
			expect(settings.status).toBe(200);
			expect(settings.html).not.toContain('class="notice');
		}
	});

	it('is shown on its own page, whatever is sent or opened in another tab meanwhile', async () => {
		const { browser, guild, page: settings } = await atSettings();
		const chat = await browser.open(`${world.url}/dashboard/${guild.id}/chat`);
		const [chatroom, say] = [`/dashboard/${guild.id}/settings/chatroom`, `/dashboard/${guild.id}/chat/say`];
		const sent = [
			await post(browser, `${world.url}${chatroom}`, { token: formToken(settings, chatroom), chatroom_id: '0' }),
			await post(browser, `${world.url}${say}`, { token: formToken(chat, say), message: 'hi' })
		];
		for (const { headers } of sent) {
			for (const cookie of headers.getSetCookie()) browser.cookies.store(new URL(world.url), cookie);
		}
		await browser.open(`${world.url}/dashboard/${guild.id}/log`);
		const noticeOn = async (page: string) => {
			const { html } = await browser.open(`${world.url}/dashboard/${guild.id}/${page}`);
			return /class="notice.*?<h1>/s.exec(html)?.[0] ?? '';
		};
		expect(await noticeOn('chat')).toContain('No OAuth token found');
		expect(await noticeOn('settings')).toContain('A chatroom id is a whole number');
		expect([await noticeOn('chat'), await noticeOn('settings')]).toEqual(['', '']);
	});
});

itLeavesNoTrace(world, errors);
