import { container, Listener } from '@sapphire/framework';
import { afterEach, expect, it, vi } from 'vitest';
import type { SimulatedMember } from '../../sandbox/discord/index.js';
import { useWorld } from '../support/useWorld.js';

const world = await useWorld();
let mend = () => {};

afterEach(() => mend());

/** Tokens that Discord issued with interactions. */
const tokens = new Set<string>();

/** Makes Discord fail for the requests that answer an interaction. */
function failAt(method: string): void {
	mend = world.discord.intercept((request) => {
		const [, token] = /^\/(?:webhooks|interactions)\/\d+\/([^/]+)/.exec(request.path) ?? [];
		if (token) tokens.add(token);
		return token && request.method === method ? { status: 500, body: { message: 'oops' } } : undefined;
	});
}

/** Sends a command that the bot cannot answer, until the log says so. */
async function sendInVain(member: SimulatedMember, command: string): Promise<string> {
	const before = world.log.length;
	// The command gets no answer, and this test does not check what the person sees.
	void member.slash(command).catch(() => undefined);
	const logged = () => world.log.slice(before).find((line) => line.includes('Encountered error on'));
	await vi.waitUntil(() => logged() !== undefined, { timeout: 60_000 });
	return logged()!;
}

it.each([
	['kick chatters', 'PATCH', '/messages/%40original'],
	['check_kick_config', 'PATCH', '/messages/%40original'],
	['kick chatters', 'POST', '/callback'],
	['check_kick_config', 'POST', '/callback']
])(
	'when Discord fails at the answer to /%s by %s, the log has the error without the interaction’s token',
	async (command, method, path) => {
		const { manager } = world.createCommunity();
		tokens.clear();
		failAt(method);
		const line = await sendInVain(manager, command);
		expect(line).toContain(`method: ${method}, url: http`);
		expect(line).toContain(path);
		expect(line).toContain('/[secret]/');
		expect(tokens.size).toBeGreaterThan(0);
		for (const token of tokens) expect(world.log.join('\n')).not.toContain(token);
	}
);

const Hostile = '\u001b[2J\r\n[ERROR] forged\u009b\u202e';
const Dangerous = /(?!\n)\p{Cc}|[\u202a-\u202e]/u;

it('what a listener throws controls no terminal, in no line of the log', async () => {
	class Broken extends Listener {
		public override run(): void {
			throw new Error(`hostile ${Hostile}`);
		}
	}
	await container.stores.loadPiece({ store: 'listeners', name: 'broken', piece: Broken });
	world.client.emit('broken');
	const line = await vi.waitUntil(() => world.log.find((one) => one.includes('hostile')), { timeout: 60_000 });
	expect(line).toContain('"broken"');
	expect(line).not.toMatch(Dangerous);
	expect(line.split('\n').slice(1)).toEqual(
		line
			.split('\n')
			.slice(1)
			.filter((frame) => /^ {4}at /.test(frame))
	);
});

it('names from Kick and Discord stay on their line of the log', async () => {
	const guild = world.discord.addGuild({ name: `Server ${Hostile}` });
	const manager = guild.addMember('manager-of-hostile', { permissions: ['ManageGuild', 'ManageMessages'] });
	const before = world.log.length;
	await manager.slash('kick say', { message: 'hello' });
	await vi.waitUntil(() => world.log.length > before, { timeout: 60_000 });
	for (const line of world.log.slice(before)) {
		expect(line).toMatch(/^\[Server .* forged.*\] ⚠️ [^\n]*$/);
		expect(line).not.toMatch(Dangerous);
	}
});
