import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { Delivery } from '../../sandbox/kick/index.js';
import { underAttack } from './support/attack.js';
import { webhookBytes } from './support/requestBytes.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

const Wave = 100;

/** Sends many deliveries in waves, and counts the answers by status. */
async function flood(count: number, deliver: (index: number) => Promise<Delivery>): Promise<Record<string, number>> {
	const answers: Record<string, number> = {};
	for (let start = 0; start < count; start += Wave) {
		const wave = await Promise.all(Array.from({ length: Wave }, (_, index) => deliver(start + index)));
		for (const { status } of wave) answers[String(status)] = (answers[String(status)] ?? 0) + 1;
	}
	return answers;
}

const metricsOf = async ({ world }: Target) => (await fetch(`${world.url}/metrics`)).text();

attack({
	name:
		'10,000 deliveries of 10,000 unknown types: ' +
		'they are stored, but not announced, and none adds a line to the log or the metrics',
	async how(target) {
		const before = target.world.log.length;
		const answers = await flood(10_000, (index) => target.deliver({ event: `unknown.type.${index}` }));
		return { answers, lines: target.world.log.length - before };
	},
	answer: (seen) => expect(seen).toEqual({ answers: { 200: 10_000 }, lines: 0 }),
	stores: { events: 10_000 },
	async after(target) {
		expect(await metricsOf(target)).not.toContain('unknown');
	}
});

attack({
	name: '2,000 forged deliveries of 2,000 types: the metrics do not count them by type',
	async how(target) {
		const headers = { 'Kick-Event-Signature': 'AAAA' };
		const before = target.world.log.length;
		const answers = await flood(2_000, (index) => target.deliver({ event: `unknown.type.${index}`, headers }));
		return { answers, lines: target.world.log.length - before };
	},
	answer: (seen) => expect(seen).toEqual({ answers: { 401: 2_000 }, lines: 0 }),
	async after(target) {
		expect(await metricsOf(target)).toMatch(/kick_webhooks_total\{outcome="forged"\} 2000/);
	}
});

const { privateKey: foreignKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

attack({
	name: 'endless forged deliveries on 16 connections: genuine ones and /health are still answered',
	async how(target) {
		const batch = Buffer.concat(Array(64).fill(webhookBytes(target.sign({ signWith: foreignKey }))));
		let isOver = false;
		const floods = Array.from({ length: 16 }, async () => {
			const statuses = new Set<number>();
			while (!isOver) for (const { status } of await target.send(batch, 64)) statuses.add(status);
			return [...statuses];
		});
		const genuine: (number | null)[] = [];
		const health: number[] = [];
		for (let number = 0; number < 20; number++) {
			genuine.push((await target.deliver({ content: `genuine ${number}` })).status);
			health.push((await fetch(`${target.world.url}/health`)).status);
		}
		isOver = true;
		return { genuine, health, forged: (await Promise.all(floods)).flat() };
	},
	answer({ genuine, health, forged }) {
		expect(new Set(genuine)).toEqual(new Set([200]));
		expect(new Set(health)).toEqual(new Set([200]));
		expect(new Set(forged)).toEqual(new Set([401]));
	},
	stores: { events: 20, deliveries: 20 },
	announces: Array.from({ length: 20 }, (_, number) => `genuine ${number}`)
});
