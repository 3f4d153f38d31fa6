import { container, LogLevel } from '@sapphire/framework';
import { expect, it } from 'vitest';
import type { TestWorld } from './TestWorld.js';

/** Records the bot's error log from now on: mistakes of users and problems of Kick must not appear in it. */
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

/** The last test of a file: Discord refused nothing that the bot did, and the bot logged no error. */
export function itLeavesNoTrace({ discord }: TestWorld, errors: readonly string[]): void {
	it('did nothing that Discord refuses, pinged no one, and logged no error', async () => {
		expect(await discord.problems()).toEqual([]);
		const sent = discord.calls.filter(({ body }) => Object.hasOwn(Object(body), 'content'));
		expect(sent.filter(({ body }) => !pingsNobody(body))).toEqual([]);
		expect(errors).toEqual([]);
	});
}

function pingsNobody(body: unknown): boolean {
	const allowed: unknown = Reflect.get(Object(body), 'allowed_mentions');
	return JSON.stringify(Reflect.get(Object(allowed), 'parse')) === '[]';
}
