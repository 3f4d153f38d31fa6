import type { AccountTokens } from '../accounts/AccountTokens.js';
import type { BotAccount } from '../accounts/BotAccount.js';
import type { PublicUrls } from '../config/publicUrls.js';
import type { KickChannel, KickTime } from '../kick/index.js';
import { currentName } from '../settings/channelNames.js';
import { ownChannel } from '../settings/ownChannel.js';
import type { SocketReader } from '../socket/SocketReader.js';
import type { Database } from '../storage/Database.js';
import type { ConfigReport } from './ConfigReport.js';
import { looksWrong } from './describeDeliveries.js';
import { describeDetails } from './describeDetails.js';
import { describeLines } from './describeLines.js';
import { type ConfigFacts, gatherSocketFacts } from './facts.js';

export interface DiagnosisDependencies {
	database: Database;
	/** Returns the current data of a channel, or `null` if Kick does not answer. */
	lookup: { now(userId: number, storedName: string | null): Promise<KickChannel | null> };
	tokens: Pick<AccountTokens, 'opens'>;
	botAccount: Pick<BotAccount, 'status'>;
	/** `null`: it is switched off. */
	socket: Pick<SocketReader, 'viewOf'> | null;
	time: Pick<KickTime, 'aheadMs' | 'refresh'>;
	urls: PublicUrls;
	/** The events that each channel is to be subscribed to. */
	wanted: readonly string[];
}

/** Gathers the facts of a server's setup and reports what is missing. */
export class Diagnosis {
	public constructor(private readonly dependencies: DiagnosisDependencies) {}

	public async check(guildId: string): Promise<ConfigReport> {
		const facts = await this.facts(guildId);
		return { lines: describeLines(facts), details: describeDetails(facts) };
	}

	/** Gathers the facts that the report is made of. */
	public async facts(guildId: string): Promise<ConfigFacts> {
		const { database, lookup, tokens, botAccount, socket, time, urls, wanted } = this.dependencies;
		const { accounts, events, links, settings, subscriptions } = database;
		const known = await settings.get(guildId);
		const link = await links.find(guildId);
		const account = link ? await accounts.find(link.userId) : null;
		const { broadcasterUserId } = known;
		// Only the server where the channel's owner has linked it may see what happens in the channel.
		const ownId = (await ownChannel(database, guildId)).unwrapOr(null);
		const subscribed = ownId === null ? [] : await subscriptions.ofBroadcaster(ownId);
		const channel = ownId === null ? null : await lookup.now(ownId, known.channel);
		const name = channel && known.channel ? currentName(known.channel, channel.slug) : known.channel;
		const lastDelivery = ownId === null ? null : await events.latestWebhook(ownId);
		if (lastDelivery && looksWrong(lastDelivery)) await time.refresh();
		const now = new Date();
		return {
			...known,
			urls,
			wanted,
			account,
			opensTokens: account === null || tokens.opens(account),
			ownsChannel: account === null || broadcasterUserId === null || account.userId === broadcasterUserId,
			renamedTo: name === known.channel ? null : name,
			subscriptions: subscribed,
			lastDelivery,
			isLive: channel?.isLive ?? null,
			botAccount: await botAccount.status(),
			clockAheadMs: time.aheadMs,
			useWebsocket: socket !== null,
			socket:
				socket && ownId !== null ? await gatherSocketFacts(socket, database, guildId, known, subscribed, now) : null,
			now
		};
	}
}
