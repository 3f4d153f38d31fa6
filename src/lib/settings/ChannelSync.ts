import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import { type KickChannel, parseChannelName } from '../kick/index.js';
import { changedMeanwhile, channelNotSet, notLinked, ownedByAnother } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { GuildLink } from '../storage/repositories/LinkRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { ChannelLookup } from './ChannelLookup.js';
import type { ChatroomSync } from './ChatroomSync.js';
import { currentName, isSameName } from './channelNames.js';
import { describeReconcile, type SyncReport, type SyncStep } from './SyncReport.js';

export interface SyncOptions {
	/**
	 * Chatroom id entered by hand, for the case that Kick's website does not answer. The website's id, or one that is already proven
	 * to be the channel's, is kept instead. The live socket uses an entered id once it is proven.
	 */
	chatroomId?: number;
}

export interface ChannelSyncDependencies {
	database: Database;
	lookup: ChannelLookup;
	chatrooms: ChatroomSync;
	subscriptions: SubscriptionReconciler;
}

/** Sets a server's channel and keeps what Kick knows of it: both ids, and the subscriptions. */
export class ChannelSync {
	public constructor(private readonly dependencies: ChannelSyncDependencies) {}

	/**
	 * Asks Kick for the channel, stores it, and syncs at once. Another channel clears the ids of the old one.
	 *
	 * @returns An error, with nothing changed, where Kick does not know the channel or cannot be asked.
	 */
	public async setChannel(guildId: string, input: string): Promise<Result<SyncReport, KickError>> {
		const parsed = parseChannelName(input);
		if (parsed.isErr()) return err(parsed.unwrapErr());
		const name = parsed.unwrap();
		const before = await this.dependencies.database.settings.get(guildId);
		const link = await this.dependencies.database.links.find(guildId);
		const found = await this.#find(name, before, link);
		if (found.isErr()) return err(notSaved(found.unwrapErr(), before.channel));
		const { broadcasterUserId, slug } = found.unwrap();

		const channel = currentName(name, slug);
		const isSaved = await this.dependencies.database.settings.change(guildId, (current) => {
			const isNamed = isSameName(current.channel, channel);
			if (current.channel !== before.channel && !isNamed) return null;
			const isSame = current.broadcasterUserId === null ? isNamed : current.broadcasterUserId === broadcasterUserId;
			return isSame ? { channel } : { channel, broadcasterUserId: null, chatroomId: null };
		});
		if (!isSaved) return err(changedMeanwhile());

		const saved = channelStep(name, channel);
		const synced = await this.sync(guildId);
		return synced.match({
			ok: (report) => ok({ ...report, steps: [saved, ...report.steps] }),
			err: ({ hint }) =>
				ok({ channel, broadcasterUserId: null, chatroomId: null, steps: [saved, { outcome: 'failed', text: hint }] })
		});
	}

	/** Fetches and stores both ids and repairs the subscriptions; reports each step. */
	public async sync(guildId: string, options: SyncOptions = {}): Promise<Result<SyncReport, KickError>> {
		const link = await this.dependencies.database.links.find(guildId);
		if (!link) return err(notLinked());
		const settings = await this.dependencies.database.settings.get(guildId);
		if (!settings.channel) return err(channelNotSet());

		const found = await this.#find(settings.channel, settings, link);
		if (found.isErr()) return err(found.unwrapErr());
		const { broadcasterUserId, slug } = found.unwrap();
		if (link.userId !== broadcasterUserId) return err(await this.#wrongAccount(link.userId, slug));
		const channel = currentName(settings.channel, slug);
		const isSaved = await this.dependencies.database.settings.change(guildId, (current) =>
			current.channel === settings.channel || current.channel === channel ? { channel, broadcasterUserId } : null
		);
		if (!isSaved) return err(changedMeanwhile());
		await this.#renameAccount(broadcasterUserId, slug);

		const typed = options.chatroomId;
		const chatroom = await this.dependencies.chatrooms.sync({ guildId, settings, slug, broadcasterUserId, typed });
		const reconciled = await this.dependencies.subscriptions.reconcile(broadcasterUserId);
		return ok({
			channel,
			broadcasterUserId,
			chatroomId: chatroom.id,
			steps: [
				...(channel === settings.channel ? [] : [channelStep(settings.channel, channel)]),
				{ outcome: 'ok', text: `kick_broadcaster_user_id: ${broadcasterUserId}` },
				chatroom.step,
				describeReconcile(reconciled)
			]
		});
	}

	/**
	 * A channel whose owner is linked is looked up by the owner's id, which stays when the channel is renamed. Its old name may
	 * belong to another channel by then.
	 */
	#find(
		name: string,
		{ broadcasterUserId, channel }: GuildSettings,
		link: GuildLink | null
	): Promise<Result<KickChannel, KickError>> {
		const isLinked = broadcasterUserId !== null && link?.userId === broadcasterUserId;
		return isLinked && isSameName(channel, name)
			? this.dependencies.lookup.byUserId(broadcasterUserId)
			: this.dependencies.lookup.byName(name);
	}

	/** The names are for people only: where Kick does not tell the new one, the sync goes through all the same. */
	async #renameAccount(userId: number, slug: string): Promise<void> {
		const account = await this.dependencies.database.accounts.find(userId);
		if (!account || account.slug === slug) return;
		const username = (await this.dependencies.lookup.username(userId)).unwrapOr(null);
		await this.dependencies.database.accounts.rename(userId, { username: username ?? account.username, slug });
	}

	async #wrongAccount(linkedUserId: number, slug: string): Promise<KickError> {
		const username = (await this.dependencies.database.accounts.find(linkedUserId))?.username ?? 'another account';
		return ownedByAnother(username, slug);
	}
}

function channelStep(name: string, channel: string): SyncStep {
	const renamed = name === channel ? '' : ` (renamed on Kick, it was ${name} before)`;
	return { outcome: 'ok', text: `kick_channel: ${channel}${renamed}` };
}

/** Kick's reason, and what that means for the setup. */
function notSaved(error: KickError, channel: string | null): KickError {
	const { code, detail, hint, retryAfterMs, status } = error;
	const kept = channel ? `Nothing was changed: the channel of this server is still ${channel}.` : 'Nothing was saved.';
	return new KickError(code, `${hint} ${kept}`, { status, retryAfterMs, detail, cause: error });
}
