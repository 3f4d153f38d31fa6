import type { SimulatedGuild, SimulatedMember } from '../../discord/index.js';
import type { Streamer, Viewer } from '../../kick/index.js';
import type { Sandbox } from '../Sandbox.js';

/** Participants of the story. */
export interface Cast {
	guild: SimulatedGuild;
	/** Manages the Discord server. */
	manager: SimulatedMember;
	/** Owner of the bot's Discord application. */
	owner: SimulatedMember;
	/** Kick channel of the Discord server. */
	streamer: Streamer;
	/** Kick account that the bot writes with. */
	botAccount: Viewer;
}

export function createCast({ discord, kick }: Pick<Sandbox, 'discord' | 'kick'>): Cast {
	const guild = discord.addGuild({ name: "Mia's Discord" });
	const manager = guild.addMember('mia', { permissions: ['ManageGuild', 'ManageMessages'] });
	const owner = guild.addMember(discord.application.owner, { permissions: ['ManageGuild', 'ManageMessages'] });
	const streamer = kick.addStreamer('mia_live', { username: 'Mia_Live', live: true });
	kick.oauth.signIn(streamer.slug);
	return { guild, manager, owner, streamer, botAccount: kick.addUser('mia_bot') };
}
