import { EventEmitter } from 'node:events';
import { GatewayDispatchEvents, GatewayIntentBits } from 'discord-api-types/v10';
import { Waiters } from '../../Waiters.js';
import { CommandRegistry } from '../commands/CommandRegistry.js';
import type { OutgoingEvent } from '../gateway/OutgoingEvent.js';
import { InteractionAnswers } from '../interactions/InteractionAnswers.js';
import { Interactions } from '../interactions/Interactions.js';
import { Attachments } from '../messages/Attachments.js';
import { MessageFeed } from '../messages/MessageFeed.js';
import { type DiscordOAuthSettings, SimulatedDiscordOAuth } from '../oauth/SimulatedDiscordOAuth.js';
import type { DiscordActivity } from './DiscordActivity.js';
import { guildCreateData } from './guildPayload.js';
import { SimulatedApplication } from './SimulatedApplication.js';
import { SimulatedChannel } from './SimulatedChannel.js';
import { type GuildOptions, SimulatedGuild } from './SimulatedGuild.js';
import { SimulatedUser, type UserOptions } from './SimulatedUser.js';
import { Snowflakes } from './Snowflakes.js';

export interface WorldOptions {
	/** Where files can be downloaded from, without a trailing slash. */
	baseUrl: () => string;
	botName: string;
	ownerName: string;
	/** How long the bot may take to acknowledge an interaction, in milliseconds. */
	acknowledgeMs: number;
	/** How long an interaction's token is good for, in milliseconds. */
	tokenMs: number;
	oauth: DiscordOAuthSettings;
}

/** Everything that this Discord knows, without the network: who is where, what was written, which commands there are. */
export class World {
	public readonly ids = new Snowflakes();
	public readonly changes = new Waiters('Discord');
	public readonly events = new EventEmitter<{ dispatch: [OutgoingEvent]; activity: [DiscordActivity] }>();
	public readonly answers = new InteractionAnswers(this);
	public readonly feed = new MessageFeed(this);
	public readonly attachments: Attachments;
	public readonly users = new Map<string, SimulatedUser>();
	public readonly guilds = new Map<string, SimulatedGuild>();
	public readonly channels = new Map<string, SimulatedChannel>();
	public readonly bot: SimulatedUser;
	public readonly application: SimulatedApplication;
	public readonly commands: CommandRegistry;
	public readonly interactions: Interactions;
	public readonly oauth: SimulatedDiscordOAuth;
	readonly #directChannels = new Map<SimulatedUser, SimulatedChannel>();

	public constructor(options: WorldOptions) {
		this.attachments = new Attachments(options.baseUrl);
		this.bot = this.#register(new SimulatedUser(this, options.botName, true));
		this.application = new SimulatedApplication(this, options.botName, this.userOf(options.ownerName));
		this.commands = new CommandRegistry(this, null);
		this.interactions = new Interactions(options.acknowledgeMs, options.tokenMs);
		this.oauth = new SimulatedDiscordOAuth(options.oauth);
	}

	public addGuild(options: GuildOptions): SimulatedGuild {
		if (options.id !== undefined && this.guilds.has(options.id))
			throw new Error(`There is a guild ${options.id} already.`);

		const guild = new SimulatedGuild(this, options);
		this.guilds.set(guild.id, guild);
		this.dispatch({
			event: GatewayDispatchEvents.GuildCreate,
			data: guildCreateData(guild),
			guildId: guild.id,
			intent: GatewayIntentBits.Guilds
		});
		return guild;
	}

	/** The given account, or a new one of that name. */
	public userOf(user: SimulatedUser | string, options?: UserOptions): SimulatedUser {
		return user instanceof SimulatedUser ? user : this.#register(new SimulatedUser(this, user, false, options));
	}

	/** The channel of the bot's direct messages with a person. */
	public directChannel(user: SimulatedUser): SimulatedChannel {
		const known = this.#directChannels.get(user);
		if (known !== undefined) return known;

		const channel = new SimulatedChannel(this, user.name, null, user);
		this.#directChannels.set(user, channel);
		this.channels.set(channel.id, channel);
		return channel;
	}

	public dispatch(event: OutgoingEvent): void {
		this.events.emit('dispatch', event);
	}

	/** Tells the listeners of a demo page what could be seen, and looks again at everything that is waited for. */
	public report(activity: Omit<DiscordActivity, 'at'>): void {
		this.events.emit('activity', { at: new Date(), ...activity });
		this.changes.notify();
	}

	#register(user: SimulatedUser): SimulatedUser {
		this.users.set(user.id, user);
		return user;
	}
}
