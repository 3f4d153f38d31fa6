import type { BrowserContext, Page } from 'playwright-core';
import type { SimulatedMember } from '../../../sandbox/discord/index.js';
import type { TestWorld } from '../../support/TestWorld.js';

/** A person with a browser, and everything that went wrong in it. */
export class Visitor {
	/** Errors on the page: scripts that failed, and everything that the page's policy refused. */
	public readonly complaints: string[] = [];
	/** Requests of the bot's pages to other hosts. */
	public readonly elsewhere: string[] = [];

	private constructor(
		public readonly context: BrowserContext,
		public readonly page: Page,
		private readonly world: TestWorld
	) {
		page.on('console', (message) => {
			const { url } = message.location();
			const isOurs = url === '' || url.startsWith(world.url);
			if (isOurs && ['error', 'warning'].includes(message.type())) this.complaints.push(`${url}: ${message.text()}`);
		});
		page.on('pageerror', (error) => this.complaints.push(String(error)));
		page.on('request', (request) => {
			const url = new URL(request.url());
			const isOurs = url.origin === world.url || !url.protocol.startsWith('http');
			// The bot leads people there on purpose: Discord's and Kick's pages.
			if (!isOurs && !request.isNavigationRequest()) this.elsewhere.push(url.href);
		});
	}

	public static async of(context: BrowserContext, world: TestWorld): Promise<Visitor> {
		return new Visitor(context, await context.newPage(), world);
	}

	/** @param path Path below the dashboard: `/123/settings`. */
	public async open(path: string): Promise<Page> {
		await this.page.goto(`${this.world.url}/dashboard${path}`);
		return this.page;
	}

	/** Presses "Log in with Discord", and "Allow" on Discord's page, which a person sees only the first time. */
	public async logIn(member: SimulatedMember): Promise<void> {
		this.world.discord.oauth.signIn(member);
		await this.open('');
		await this.page.getByRole('link', { name: 'Log in with Discord' }).click();
		await this.page.waitForLoadState();
		if (!this.page.url().startsWith(this.world.url)) await this.press('Allow');
		await this.page.waitForURL(`${this.world.url}/dashboard**`);
	}

	public async press(button: string): Promise<void> {
		await this.page.getByRole('button', { name: button, exact: true }).click();
	}

	public async follow(link: string): Promise<void> {
		await this.page.getByRole('link', { name: link }).click();
	}

	/** Waits until the page after a form begins with this notice. */
	public async isTold(text: string): Promise<void> {
		await this.page.locator('.notice', { hasText: text }).waitFor();
	}

	/** Waits until the page shows this text. */
	public async reads(text: string | RegExp): Promise<void> {
		await this.page.getByText(text).first().waitFor();
	}
}
