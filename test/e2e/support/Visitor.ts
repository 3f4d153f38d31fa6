import {
	type BrowserContext,
	type BrowserContextOptions,
	chromium,
	type Page,
	type Browser as Process
} from 'playwright-core';
import type { SimulatedMember } from '../../../src/sandbox/discord/index.js';
import type { TestWorld } from '../../support/TestWorld.js';
import { findChromium } from './findChromium.js';

/** A wait in vain ends before vitest's does, and says what it waited for. */
const LimitMs = 10_000;

/** A Chromium without a window. Its pages may reach this machine only: whatever they ask of another host fails the test. */
export class Chromium {
	private constructor(
		private readonly world: TestWorld,
		private readonly process: Process
	) {}

	public static async start(world: TestWorld): Promise<Chromium> {
		const process = await chromium.launch({ executablePath: findChromium(), args: ['--disable-quic'] });
		return new Chromium(world, process);
	}

	/** A person with a browser profile of their own. */
	public async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
		const context = await this.process.newContext({ viewport: { width: 1280, height: 900 }, ...options });
		context.setDefaultTimeout(LimitMs);
		return Visitor.of(context, this.world);
	}

	/** A person who is logged in to the dashboard. */
	public async loggedIn(member: SimulatedMember, options: BrowserContextOptions = {}): Promise<Visitor> {
		const visitor = await this.visitor(options);
		await visitor.logIn(member);
		return visitor;
	}

	public async stop(): Promise<void> {
		await this.process.close();
	}
}

/** Somebody at a browser, with all that went wrong in it. */
export class Visitor {
	/** What the page complained of: scripts that failed, and all that the page's policy refused. */
	public readonly complaints: string[] = [];
	/** Requests to anything but the bot. */
	public readonly elsewhere: string[] = [];

	private constructor(
		public readonly context: BrowserContext,
		public readonly page: Page,
		private readonly world: TestWorld
	) {
		page.on('console', (message) => {
			if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
		});
		page.on('pageerror', (error) => this.complaints.push(String(error)));
		page.on('request', (request) => {
			const url = new URL(request.url());
			if (url.protocol.startsWith('http') && url.origin !== world.url) this.elsewhere.push(url.href);
		});
	}

	public static async of(context: BrowserContext, world: TestWorld): Promise<Visitor> {
		return new Visitor(context, await context.newPage(), world);
	}

	/** @param path Below the dashboard: `/123/settings`. */
	public async open(path: string): Promise<Page> {
		await this.page.goto(`${this.world.url}/dashboard${path}`);
		return this.page;
	}

	/** "Log in with Discord", and "Allow" on Discord's page, which who has allowed it before does not see. */
	public async logIn(member: SimulatedMember): Promise<void> {
		this.world.discord.oauth.signIn(member);
		await this.open('');
		await this.page.getByRole('link', { name: 'Log in with Discord' }).click();
		await this.page.waitForLoadState();
		if (!this.page.url().startsWith(this.world.url)) await this.page.getByRole('button', { name: 'Allow' }).click();
		await this.page.waitForURL(`${this.world.url}/dashboard**`);
		// Discord's own page is not the bot's.
		this.elsewhere.length = 0;
	}
}
