import { z } from 'zod';
import { parseJson } from '../../../http/parseJson.js';

const token = z.object({ token: z.string().default('') });
const channel = z.object({ channel: z.string().min(1).max(255) });

const Command = z.looseObject({
	id: z.int().positive().optional(),
	connect: token.optional(),
	refresh: token.optional(),
	subscribe: channel.optional(),
	unsubscribe: channel.optional()
});

export type Command = z.infer<typeof Command>;

/** Parses the commands of one WebSocket message, one per line. Returns `null` if any line is not a command. */
export function parseCommands(message: string): Command[] | null {
	const commands: Command[] = [];
	for (const line of message.split('\n')) {
		if (line.trim() === '') continue;
		const command = Command.safeParse(parseJson(line));
		if (!command.success) return null;
		commands.push(command.data);
	}
	return commands;
}

/** Recognizes `{}`, the answer to the server's ping. */
export const isPong = (command: Command): boolean => Object.keys(command).length === 0;
