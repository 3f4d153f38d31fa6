import type { BotMessage, SimulatedMember, SlashOptions, SlashSettings } from '../../sandbox/discord/index.js';

/** The two ways to give the bot a command. */
export const ways = ['slash', 'prefix'] as const;
export type Way = (typeof ways)[number];

/** Gives a command in one of both ways, and waits for the bot's answer. By prefix the values follow one another. */
export async function ask(
	member: SimulatedMember,
	way: Way,
	path: string,
	values: SlashOptions = {},
	{ channel }: Pick<SlashSettings, 'channel'> = {}
): Promise<BotMessage> {
	const where = channel === undefined ? {} : { channel };
	if (way === 'slash') return (await member.slash(path, values, { ...where, raw: true })).message;
	const message = await member.says([`!${path}`, ...Object.values(values)].join(' '), where);
	return message.reply();
}
