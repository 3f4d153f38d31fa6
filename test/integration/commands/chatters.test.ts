import { describe, expect, it } from 'vitest';
import { ask, commandKinds } from '../../support/ask.js';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const says = (name: string, text: string, { streamer }: Community) =>
	world.kick.viewer(name).says(text, { in: streamer.slug });

/** Returns the answer without times. */
const linesOf = (content: string) => content.replaceAll(/<t:\d+:R>/g, '<time>').split('\n');

describe.each(commandKinds)('kick chatters by %s', (kind) => {
	it('says what to do on a server without a channel', async () => {
		const { manager } = world.createCommunity();
		const { content } = await ask(manager, kind, 'kick chatters');
		expect(content).toBe('The channel is not synced yet. Run /kick channel, /kick link and /kick sync.');
	});

	it('says so when no one has chatted', async () => {
		const { manager } = await world.createLinkedCommunity();
		expect((await ask(manager, kind, 'kick chatters')).content).toBe('No one has chatted on Kick recently.');
	});

	it('shows everyone who chatted here, newest first, and is open to everyone', async () => {
		const community = await world.createLinkedCommunity();
		const other = await world.createLinkedCommunity();
		await says('ana', 'one', community);
		await says('ben', 'two', community);
		await says('ana', 'three', community);
		await says('zoe', 'elsewhere', other);
		const guest = community.guild.addMember(`guest-${kind}`);
		const { content, ephemeral, mentions } = await ask(guest, kind, 'kick chatters');
		expect(linesOf(content)).toEqual([
			'Who chatted on Kick recently:',
			'• ana: 2 messages, <time>',
			'• ben: 1 message, <time>'
		]);
		expect(ephemeral).toBe(false);
		expect(mentions).toEqual({ everyone: false, users: [], roles: [] });
	});
});

it('hostile names are shown literally, on one line each, and ping no one', async () => {
	const community = await world.createLinkedCommunity();
	const names = [
		['@everyone', '@\u200Beveryone'],
		['<@1>', '\\<@\u200B1>'],
		['**bold**', '\\*\\*bold\\*\\*'],
		['`code`', '\\`code\\`'],
		['||spoiler||', '\\|\\|spoiler\\|\\|'],
		['two\nlines', 'two lines'],
		['\u202Eevil\u200F', 'evil'],
		['[text](https://example.org)', '\\[text\\](https://example.org)'],
		['snake_case', 'snake_case'],
		['ünï 👩‍👩‍👧', 'ünï 👩‍👩‍👧']
	] as const;
	for (const [name] of names) await says(name, 'hi', community);
	const { content, mentions } = await community.manager.slash('kick chatters');
	expect(linesOf(content).slice(1).reverse()).toEqual(names.map(([, shown]) => `• ${shown}: 1 message, <time>`));
	expect(mentions).toEqual({ everyone: false, users: [], roles: [] });
});

it('many chatters with long names fit into one message, which says that there are more', async () => {
	const community = await world.createLinkedCommunity();
	await Promise.all(
		Array.from({ length: 60 }, (_, index) => says(`${'long-name-'.repeat(8)}${index}`, 'hi', community))
	);
	const { content } = await community.manager.slash('kick chatters');
	expect(content.length).toBeLessThanOrEqual(2_000);
	expect(content).toMatch(/\n… and \d+ more$/);
	expect(linesOf(content)[1]).toMatch(/^• long-name-.{1,50}…: 1 message, <time>$/);
});

itLeavesNoTrace(world, errors);
