import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import { type KickChannel, parseChannelName } from '../kick/index.js';
import { changedMeanwhile, changedSinceThen, channelNotSet, notLinked, ownedByAnother } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { ChangeOrigin, ChangeValues } from '../storage/history/types.js';
import type { GuildLink } from '../storage/repositories/LinkRepository.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { ChannelLookup } from './ChannelLookup.js';
import type { ChatroomSync } from './ChatroomSync.js';
import { currentName, isSameName } from './channelNames.js';
import { describeReconcile, type SyncReport, type SyncStep } from './SyncReport.js';

export interface SyncOptions {
	/**
	 * Chatroom id that was entered by hand, for when Kick's website does not answer. An id from the website, or one that
	 * is proven to be the channel's, has priority. The live socket uses an entered id once it is proven.
	 */
	chatroomId?: number;
}

export interface ChannelSyncDependencies {
	database: Database;
	lookup: ChannelLookup;
	chatrooms: ChatroomSync;
	subscriptions: SubscriptionReconciler;
}

/** Sets a server's channel and syncs both ids and the subscriptions with Kick. */
export class ChannelSync {
	public constructor(private readonly dependencies: ChannelSyncDependencies) {}

	/**
	 * Looks the channel up at Kick, stores it and syncs it. A different channel clears the ids of the old one.
	 *
	 * @returns An error, with nothing changed, when Kick does not know the channel or cannot be reached.
	 */
	public async setChannel(
		guildId: string,
		input: string,
		{ by }: ChangeOrigin
	): Promise<Result<SyncReport, KickError>> {
		const parsed = parseChannelName(input);
		if (parsed.isErr()) return err(parsed.unwrapErr());
		const name = parsed.unwrap();
		const before = await this.dependencies.database.settings.get(guildId);
		const link = await this.dependencies.database.links.find(guildId);
		const found = await this.#find(name, before, link);
		if (found.isErr()) return err(notSaved(found.unwrapErr(), before.channel));
		const { broadcasterUserId, slug } = found.unwrap();

		const channel = currentName(name, slug);
		const isSaved = await this.dependencies.database.settings.change(
			guildId,
			(current) => {
				const isNamed = isSameName(current.channel, channel);
				if (current.channel !== before.channel && !isNamed) return null;
				const isSame = current.broadcasterUserId === null ? isNamed : current.broadcasterUserId === broadcasterUserId;
				return isSame ? { channel } : { channel, ...NoIds };
			},
			{ by }
		);
		if (!isSaved) return err(changedMeanwhile());
		return ok(await this.#syncSaved(guildId, { name, channel }, { by }));
	}

	/**
	 * Restores the channel before a change and syncs it, if the channel is still the one after the change.
	 *
	 * It is looked up by its id where that is known, because its name may belong to another channel now.
	 *
	 * @returns The steps, or an error with nothing changed.
	 */
	public async restoreChannel(
		guildId: string,
		{ before, after }: Record<'before' | 'after', ChangeValues['channel']>,
		origin: ChangeOrigin
	): Promise<Result<SyncStep[], KickError>> {
		const { links, settings } = this.dependencies.database;
		const restore = (restored: GuildSettings) =>
			settings.change(guildId, (current) => (current.channel === after.channel ? restored : null), origin);
		if (before.channel === null) {
			const isCleared = await restore({ channel: null, ...NoIds });
			return isCleared ? ok([{ outcome: 'ok', text: 'kick_channel: not set' }]) : err(changedSinceThen());
		}
		// Asks Kick only for an undo that can succeed.
		if ((await settings.get(guildId)).channel !== after.channel) return err(changedSinceThen());
		const { lookup } = this.dependencies;
		const found = await (before.broadcasterUserId === null
			? lookup.byName(before.channel)
			: lookup.byUserId(before.broadcasterUserId));
		if (found.isErr()) return err(notSaved(found.unwrapErr(), after.channel));
		const channel = currentName(before.channel, found.unwrap().slug);
		if (!(await restore({ ...before, channel }))) return err(changedSinceThen());
		const saved = { name: before.channel, channel };
		if (!(await links.find(guildId))) return ok([channelStep(saved)]);
		return ok((await this.#syncSaved(guildId, saved, { by: origin.by })).steps);
	}

	/** Fetches and stores both ids and repairs the subscriptions. Reports each step. */
	public async sync(
		guildId: string,
		options: SyncOptions,
		origin: ChangeOrigin
	): Promise<Result<SyncReport, KickError>> {
		const link = await this.dependencies.database.links.find(guildId);
		if (!link) return err(notLinked());
		const settings = await this.dependencies.database.settings.get(guildId);
		if (!settings.channel) return err(channelNotSet());

		const found = await this.#find(settings.channel, settings, link);
		if (found.isErr()) return err(found.unwrapErr());
		const { broadcasterUserId, slug } = found.unwrap();
		if (link.userId !== broadcasterUserId) return err(await this.#wrongAccount(link.userId, slug));
		const channel = currentName(settings.channel, slug);
		const isSaved = await this.dependencies.database.settings.change(
			guildId,
			(current) =>
				current.channel === settings.channel || current.channel === channel ? { channel, broadcasterUserId } : null,
			origin
		);
		if (!isSaved) return err(changedMeanwhile());
		await this.#renameAccount(broadcasterUserId, slug);

		const typed = options.chatroomId;
		const request = { guildId, settings, slug, broadcasterUserId, typed, origin };
		const chatroom = await this.dependencies.chatrooms.sync(request);
		const reconciled = await this.dependencies.subscriptions.reconcile(broadcasterUserId);
		return ok({
			channel,
			broadcasterUserId,
			chatroomId: chatroom.id,
			steps: [
				...(channel === settings.channel ? [] : [channelStep({ name: settings.channel, channel })]),
				{ outcome: 'ok', text: `kick_broadcaster_user_id: ${broadcasterUserId}` },
				chatroom.step,
				describeReconcile(reconciled)
			]
		});
	}

	/** Syncs a channel that was just stored. A failed sync is a step of the report, because the channel stays stored. */
	async #syncSaved(guildId: string, saved: SavedName, origin: ChangeOrigin): Promise<SyncReport> {
		const step = channelStep(saved);
		const synced = await this.sync(guildId, {}, origin);
		return synced.match<SyncReport, SyncReport>({
			ok: (report) => ({ ...report, steps: [step, ...report.steps] }),
			err: ({ hint }) => ({ channel: saved.channel, ...NoIds, steps: [step, { outcome: 'failed', text: hint }] })
		});
	}

	/**
	 * Looks up a linked channel by the owner's id, which stays the same when the channel is renamed. The old name may
	 * belong to another channel afterwards.
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

	/** Updates the account's names. They are only shown to people, so the sync succeeds without the new name. */
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

/** Ids of a channel that is not synced. */
const NoIds = { broadcasterUserId: null, chatroomId: null };

/** Name that a person has entered or that was stored, and the name that is stored now. */
interface SavedName {
	name: string;
	channel: string;
}

function channelStep({ name, channel }: SavedName): SyncStep {
	const renamed = name === channel ? '' : ` (renamed on Kick, formerly ${name})`;
	return { outcome: 'ok', text: `kick_channel: ${channel}${renamed}` };
}

/** Adds to Kick's error what it means for the setup. */
function notSaved(error: KickError, channel: string | null): KickError {
	const { code, detail, hint, retryAfterMs, status } = error;
	const result = channel
		? `Nothing was changed: the channel of this server is still ${channel}.`
		: 'Nothing was saved.';
	return new KickError(code, `${hint} ${result}`, { status, retryAfterMs, detail, cause: error });
}
