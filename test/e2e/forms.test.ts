import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { container } from '@sapphire/framework';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowserWorld } from './support/useBrowserWorld.js';

const { world, chromium } = await useBrowserWorld();
let attacker: Server;
let attack = '';

beforeAll(async () => {
	for (const name of ['attackers', 'somebody_else']) world.kick.addStreamer(name);
	attacker = createServer((_request, response) => {
		response.setHeader('Content-Type', 'text/html').end(attack);
	});
	attacker.listen(0);
	await once(attacker, 'listening');
});
afterAll(() => void attacker.close());

async function atSettings() {
	const community = await world.createLinkedCommunity();
	const visitor = await chromium.loggedIn(community.manager);
	await visitor.open(`/${community.guild.id}/settings`);
	return { ...community, visitor };
}

const channelOf = async (guildId: string) => (await container.kick.profile(guildId)).unwrap().channel;
/** A page that sends a form as soon as a person opens it. */
const sends = (
	action: string,
	fields: Record<string, string>
) => `<!doctype html><body onload="document.forms[0].submit()">
	<form method="post" action="${action}">${Object.entries(fields)
		.map(([name, value]) => `<input name="${name}" value="${value}">`)
		.join('')}</form>`;

describe('a form that another page sends', () => {
	it.each([
		['of another site', '127.0.0.1'],
		['of the same site on another port, which gets the cookie', 'localhost']
	])('%s changes nothing, even with a valid token of the person’s own page', async (_which, host) => {
		const { guild, streamer, visitor } = await atSettings();
		const form = visitor.page.locator('form', { has: visitor.page.getByLabel('Kick Channel Username') });
		const token = (await form.locator('[name=token]').getAttribute('value')) ?? '';
		attack = sends(`${world.url}/dashboard/${guild.id}/settings/channel`, { token, channel: 'attackers' });
		await visitor.page.goto(`http://${host}:${(attacker.address() as AddressInfo).port}/`);
		await visitor.reads('This form did not come from the dashboard');
		expect(await channelOf(guild.id)).toBe(streamer.slug);
	});

	it('cannot be shown in a frame either', async () => {
		const { guild, visitor } = await atSettings();
		attack = `<iframe src="${world.url}/dashboard/${guild.id}/settings"></iframe>`;
		await visitor.page.goto(`http://localhost:${(attacker.address() as AddressInfo).port}/`);
		const frame = visitor.page.frames()[1];
		await expect.poll(() => visitor.complaints.join('\n')).toContain('frame-ancestors');
		expect(await frame?.getByText('Settings').count()).toBe(0);
	});
});

describe('a form that is sent again', () => {
	it('from an older copy of the page is refused, and the page says why', async () => {
		const { guild, streamer, visitor } = await atSettings();
		const copy = await visitor.context.newPage();
		// A browser without scripts shows the old page again after "back".
		await copy.setContent(await visitor.page.content(), { waitUntil: 'commit' });
		const request = visitor.page.waitForRequest((sent) => sent.method() === 'POST');
		await visitor.press('Save');
		const sent = await request;
		await visitor.isTold(streamer.slug);
		const replayed = await visitor.context.request.post(sent.url(), {
			headers: { origin: world.url, 'content-type': 'application/x-www-form-urlencoded' },
			data: `${sent.postData()?.replace(streamer.slug, 'somebody_else')}`
		});
		expect(replayed.status()).toBe(409);
		expect(await replayed.text()).toContain('This form was already sent');
		expect(await channelOf(guild.id)).toBe(streamer.slug);
	});

	it('by a second click is sent once', async () => {
		const { visitor } = await atSettings();
		let posts = 0;
		visitor.page.on('request', (request) => {
			if (request.method() === 'POST') posts++;
		});
		await visitor.page.getByRole('button', { name: 'Sync from Kick' }).dblclick();
		await visitor.isTold('10 of 10');
		expect(posts).toBe(1);
	});

	it('after "back" is on a fresh page, and works', async () => {
		const { visitor } = await atSettings();
		await visitor.press('Sync from Kick');
		await visitor.isTold('10 of 10');
		await visitor.follow('Chat');
		await visitor.page.goBack();
		await visitor.press('Sync from Kick');
		await visitor.isTold('10 of 10');
	});
});
