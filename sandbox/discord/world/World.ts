import { EventEmitter } from 'node:events';
import { Waiters } from '../../Waiters.js';
import type { OutgoingEvent } from '../gateway/OutgoingEvent.js';
import { Channel } from './Channel.js';
import type { DiscordActivity } from './DiscordActivity.js';
import type { SimulatedChannel, SimulatedGuild, SimulatedUser } from './entities.js';
import { Snowflakes } from './Snowflakes.js';

export interface ReportedActivity extends Omit<DiscordActivity, 'at' | 'guild' | 'channel'> {
	/** `null` for what happens at the gateway. */
	channel: SimulatedChannel | null;
}

/** State of the simulated Discord: accounts, servers and channels, and the events that come from them. */
export class World {
	public readonly ids = new Snowflakes();
	public readonly changes = new Waiters('Discord');
	public readonly events = new EventEmitter<{ dispatch: [OutgoingEvent]; activity: [DiscordActivity] }>();
	public readonly users = new Map<string, SimulatedUser>();
	public readonly guilds = new Map<string, SimulatedGuild>();
	public readonly channels = new Map<string, SimulatedChannel>();
	readonly #directChannels = new Map<SimulatedUser, SimulatedChannel>();

	/** The bot's account, which is the first one. */
	public get bot(): SimulatedUser {
		const [bot] = this.users.values();
		if (bot === undefined) throw new Error('The bot has no account yet.');
		return bot;
	}

	/** Returns the channel of the bot's direct messages with a person. */
	public directChannel(user: SimulatedUser): SimulatedChannel {
		const known = this.#directChannels.get(user);
		if (known !== undefined) return known;

		const channel = new Channel(this.ids.next(), user.name, null, user);
		this.#directChannels.set(user, channel);
		this.channels.set(channel.id, channel);
		return channel;
	}

	/** Sends an event to the bot's sessions. */
	public dispatch(event: OutgoingEvent): void {
		this.events.emit('dispatch', event);
	}

	/** Publishes an activity, for transcripts and demo pages, and checks everything that is waited for. */
	public report({ channel, ...activity }: ReportedActivity): void {
		this.events.emit('activity', {
			at: new Date(),
			...activity,
			guild: channel?.guild ? { id: channel.guild.id, name: channel.guild.name } : null,
			channel: channel && { id: channel.id, name: channel.name }
		});
		this.changes.notify();
	}
}
