import { container, LogLevel } from '@sapphire/framework';
import { expect, it } from 'vitest';
import type { TestWorld } from './TestWorld.js';

/** Keeps what the bot logs as an error from now on: mistakes of users and troubles of Kick must not be any. */
export function recordErrors(): string[] {
	const errors: string[] = [];
	const { logger } = container;
	const write = logger.write.bind(logger);
	logger.write = (level, ...values) => {
		if (level >= LogLevel.Error) errors.push(values.map(String).join(' '));
		write(level, ...values);
	};
	return errors;
}

/** The last test of a file: what the bot did before was to Discord's liking, and none of it an error in the log. */
export function itLeavesNoTrace(world: () => TestWorld, errors: () => readonly string[]): void {
	it('did nothing that Discord refuses, pinged nobody, and logged no error', async () => {
		const { discord } = world();
		expect(await discord.problems()).toEqual([]);
		const sent = discord.calls.filter(({ body }) => Object.hasOwn(Object(body), 'content'));
		expect(sent.filter(({ body }) => !pingsNobody(body))).toEqual([]);
		expect(errors()).toEqual([]);
	});
}

function pingsNobody(body: unknown): boolean {
	const allowed: unknown = Reflect.get(Object(body), 'allowed_mentions');
	return JSON.stringify(Reflect.get(Object(allowed), 'parse')) === '[]';
}
