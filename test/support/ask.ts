import type { BotMessage, SimulatedMember, SlashOptions, SlashSettings } from '../../sandbox/discord/index.js';

/** Kinds of commands that the bot has. */
export const commandKinds = ['slash', 'prefix'] as const;
export type CommandKind = (typeof commandKinds)[number];

/** Gives a command of one kind, and waits for the bot's answer. By prefix the values follow one another. */
export async function ask(
	member: SimulatedMember,
	kind: CommandKind,
	path: string,
	values: SlashOptions = {},
	{ channel }: Pick<SlashSettings, 'channel'> = {}
): Promise<BotMessage> {
	const where = channel === undefined ? {} : { channel };
	if (kind === 'slash') return (await member.slash(path, values, { ...where, raw: true })).message;
	const message = await member.says([`!${path}`, ...Object.values(values)].join(' '), where);
	return message.reply();
}
