import type { AccountTokens } from '../accounts/AccountTokens.js';
import type { BotAccount, BotAccountStatus } from '../accounts/BotAccount.js';
import type { PublicUrls } from '../config/publicUrls.js';
import type { KickTime } from '../kick/index.js';
import type { ChannelLookup } from '../settings/ChannelLookup.js';
import { currentName } from '../settings/channelNames.js';
import { ownChannel } from '../settings/ownChannel.js';
import type { SocketReader } from '../socket/SocketReader.js';
import type { Database } from '../storage/Database.js';
import type { AccountRow } from '../storage/repositories/AccountRepository.js';
import type { SubscriptionRow } from '../storage/repositories/SubscriptionRepository.js';
import type { ConfigReport } from './ConfigReport.js';
import { looksWrong } from './describeDeliveries.js';
import { describeDetails } from './describeDetails.js';
import { describeLines } from './describeLines.js';
import { gatherSocketFacts, type SocketFacts } from './facts.js';

/** Everything that `check_kick_config` speaks of. */
export interface ConfigFacts {
	channel: string | null;
	broadcasterUserId: number | null;
	chatroomId: number | null;
	account: AccountRow | null;
	/** `false` when the tokens of the account were encrypted with another key. */
	opensTokens: boolean;
	/** `false` when the linked account does not own the channel. */
	ownsChannel: boolean;
	wanted: readonly string[];
	subscriptions: readonly SubscriptionRow[];
	lastDelivery: { type: string; receivedAt: Date; sentAt: Date } | null;
	/** The name that the channel has on Kick, where it is no longer the stored one. */
	renamedTo: string | null;
	/** `null`: not known. */
	isLive: boolean | null;
	urls: PublicUrls;
	useWebsocket: boolean;
	/** `null` without the live socket, or without a chatroom that it could read. */
	socket: SocketFacts | null;
	botAccount: BotAccountStatus;
	/** How far the clock of this machine is ahead of Kick's, in milliseconds. 0: not far, or not known. */
	clockAheadMs?: number;
	now: Date;
}

export interface DiagnosisOptions {
	urls: PublicUrls;
	wanted: readonly string[];
}

/** Gathers what is known of a server's setup and says what is missing. */
export class Diagnosis {
	public constructor(
		private readonly database: Database,
		private readonly lookup: Pick<ChannelLookup, 'now'>,
		private readonly tokens: Pick<AccountTokens, 'opens'>,
		private readonly botAccount: Pick<BotAccount, 'status'>,
		/** `null`: it is switched off. */
		private readonly socket: Pick<SocketReader, 'viewOf'> | null,
		private readonly time: Pick<KickTime, 'aheadMs' | 'refresh'>,
		private readonly options: DiagnosisOptions
	) {}

	public async check(guildId: string): Promise<ConfigReport> {
		const facts = await this.#facts(guildId);
		return { lines: describeLines(facts), details: describeDetails(facts) };
	}

	async #facts(guildId: string): Promise<ConfigFacts> {
		const { accounts, events, links, settings, subscriptions } = this.database;
		const known = await settings.get(guildId);
		const link = await links.find(guildId);
		const account = link ? await accounts.find(link.userId) : null;
		const { broadcasterUserId } = known;
		// What happens in a channel is told to the server alone whose owner has linked it.
		const ownId = (await ownChannel(this.database, guildId)).unwrapOr(null);
		const subscribed = ownId === null ? [] : await subscriptions.ofBroadcaster(ownId);
		const channel = ownId === null ? null : await this.lookup.now(ownId);
		const name = channel && known.channel ? currentName(known.channel, channel.slug) : known.channel;
		const lastDelivery = ownId === null ? null : await events.latestWebhook(ownId);
		if (lastDelivery && looksWrong(lastDelivery)) await this.time.refresh();
		const now = new Date();
		return {
			...known,
			...this.options,
			account,
			opensTokens: account === null || this.tokens.opens(account),
			ownsChannel: account === null || broadcasterUserId === null || account.userId === broadcasterUserId,
			renamedTo: name === known.channel ? null : name,
			subscriptions: subscribed,
			lastDelivery,
			isLive: channel?.isLive ?? null,
			botAccount: await this.botAccount.status(),
			clockAheadMs: this.time.aheadMs,
			useWebsocket: this.socket !== null,
			socket:
				this.socket && ownId !== null
					? await gatherSocketFacts(this.socket, this.database, guildId, known, subscribed, now)
					: null,
			now
		};
	}
}
