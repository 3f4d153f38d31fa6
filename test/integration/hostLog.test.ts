import { inspect } from 'node:util';
import { container, LogLevel } from '@sapphire/framework';
import { expect, it, vi } from 'vitest';
import { HostBot } from '../support/HostBot.js';
import { stopAfterAll } from '../support/stopAfterAll.js';

const bot = await stopAfterAll(HostBot.start({}));
/** Everything that the host's logger gets, including nested values. */
const logged: string[] = [];

container.logger.write = (level, ...values) => {
	if (level >= LogLevel.Error) logged.push(values.map((value) => inspect(value, { depth: null })).join(' '));
};

it.each(['kick link', 'check_kick_config'])(
	'in a host bot, the error of /%s has neither the interaction’s token nor the address of a link',
	async (command) => {
		const tokens = new Set<string>();
		const mend = bot.discord.intercept(({ method, path }) => {
			const [, token] = /^\/webhooks\/\d+\/([^/]+)/.exec(path) ?? [];
			if (token) tokens.add(token);
			return token && method === 'PATCH' ? { status: 500, body: { message: 'oops' } } : undefined;
		});
		const member = bot.discord.addGuild().addMember(`manager of ${command}`, { permissions: ['ManageGuild'] });
		logged.length = 0;
		void member.slash(command).catch(() => undefined);
		await vi.waitUntil(() => logged.some((line) => line.includes('Encountered error on')), { timeout: 60_000 });
		mend();
		const text = logged.join('\n');
		expect(text).toContain('/[secret]/messages/');
		expect(tokens.size).toBeGreaterThan(0);
		for (const token of tokens) expect(text).not.toContain(token);
		expect(text).not.toContain('/auth/kick?state=');
	}
);
