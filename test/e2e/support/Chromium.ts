import { type BrowserContextOptions, chromium, type Browser as Process } from 'playwright-core';
import type { SimulatedMember } from '../../../sandbox/discord/index.js';
import type { TestWorld } from '../../support/TestWorld.js';
import { findChromium } from './findChromium.js';
import { Visitor } from './Visitor.js';

/** Shorter than vitest's limit, so that the error says what was missing. */
const LimitMs = 15_000;

/** A real headless Chromium. */
export class Chromium {
	private constructor(
		private readonly world: TestWorld,
		private readonly process: Process
	) {}

	public static async start(world: TestWorld): Promise<Chromium> {
		return new Chromium(world, await chromium.launch({ executablePath: findChromium(), args: ['--disable-quic'] }));
	}

	/** Opens a browser profile of one person. */
	public async visitor(options: BrowserContextOptions = {}): Promise<Visitor> {
		const context = await this.process.newContext({ viewport: { width: 1280, height: 900 }, ...options });
		context.setDefaultTimeout(LimitMs);
		return Visitor.of(context, this.world);
	}

	/** Opens a browser profile of a person who is logged in to the dashboard. */
	public async loggedIn(member: SimulatedMember, options: BrowserContextOptions = {}): Promise<Visitor> {
		const visitor = await this.visitor(options);
		await visitor.logIn(member);
		return visitor;
	}

	public stop(): Promise<void> {
		return this.process.close();
	}
}
