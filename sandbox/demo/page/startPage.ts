import type { ServerResponse } from 'node:http';
import type { SimulatedGuild, SimulatedMember } from '../../discord/index.js';
import type { Sandbox } from '../Sandbox.js';
import type { Cast } from '../story/Cast.js';
import { discordActions } from './actions/discordActions.js';
import { kickActions } from './actions/kickActions.js';

import { History } from './history/History.js';
import { recordDiscord } from './history/recordDiscord.js';
import { recordKick } from './history/recordKick.js';
import { EventStream } from './http/EventStream.js';
import { PageServer } from './http/PageServer.js';
import type { Scene } from './PageEvents.js';
import { pageFiles } from './pageFiles.js';
import { listUsages } from './slash/listUsages.js';

const PlainMemberName = 'leo';

export interface RunningPage {
	url: string;
	/** Ends every connection. */
	stop(): Promise<void>;
}

/**
 * Serves a page on this computer, on which you act on both sides of the sandbox and watch them.
 *
 * @param options `port`: by default any free one.
 */
export async function startPage(
	{ discord, kick }: Pick<Sandbox, 'discord' | 'kick'>,
	{ guild, manager, owner, streamer }: Omit<Cast, 'botAccount'>,
	options: { port?: number } = {}
): Promise<RunningPage> {
	const events = new EventStream();
	const history = new History((entry) => events.send('entry', entry));
	const members = [manager, plainMember(guild), owner];
	const usages = () => listUsages([...discord.commands, ...guild.commands]);
	const scene = (): Scene => ({
		guild: guild.name,
		channel: guild.channel().name,
		streamer: streamer.slug,
		isLive: streamer.account.channel.liveSince !== null,
		members: members.map(({ name }) => name),
		usages: usages()
	});

	const server = new PageServer({
		get: new Map([
			...pageFiles.map(({ path, type, text }) => [path, sends(type, text)] as const),
			['/events', (response) => events.open(response, { scene: scene(), entries: history.entries })]
		]),
		post: new Map([
			...discordActions(members, usages, history),
			...kickActions(kick, streamer, history, () => events.send('scene', scene()))
		])
	});
	const url = await server.listen(options.port ?? 0);
	const stopRecording = [recordDiscord(discord, guild, history), recordKick(kick, streamer.slug, history)];

	return {
		url,
		stop: async () => {
			for (const stop of stopRecording) stop();
			await server.close();
		}
	};
}

function sends(type: string, text: string): (response: ServerResponse) => void {
	return (response) => response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(text);
}

/** Finds or adds a member without permissions. */
function plainMember(guild: SimulatedGuild): SimulatedMember {
	return guild.members.find(({ name }) => name === PlainMemberName) ?? guild.addMember(PlainMemberName);
}
