import { err, ok, type Result } from '@sapphire/result';
import { KickError } from '../kick/errors.js';
import type { KickWebsiteClient } from '../kick/index.js';
import { changedMeanwhile, changedSinceThen, channelNotSet } from '../setupErrors.js';
import type { Database } from '../storage/Database.js';
import type { ChangeOrigin, ChangeValues } from '../storage/history/types.js';
import type { GuildSettings } from '../storage/repositories/SettingsRepository.js';
import { ChatroomNotResolved, type SyncStep, UsedOnceProven } from './SyncReport.js';

const NoChatroomIdHint = 'A chatroom id is a whole number above 0. /kick sync usually finds it.';

export interface ChatroomRequest {
	guildId: string;
	/** Settings of the server before the request to Kick. */
	settings: GuildSettings;
	slug: string;
	broadcasterUserId: number;
	/** Id that was entered by hand. */
	typed: number | undefined;
	origin: ChangeOrigin;
}

interface SyncedChatroom {
	id: number | null;
	step: SyncStep;
}

/**
 * Finds and stores the chatroom id of a server's channel.
 *
 * An entered id never replaces one from Kick's website or one that is proven to be the channel's, because users can
 * enter any number.
 */
export class ChatroomSync {
	public constructor(
		private readonly database: Pick<Database, 'settings' | 'chatrooms'>,
		private readonly website: Pick<KickWebsiteClient, 'getChannel'>
	) {}

	/**
	 * Stores an id that was entered by hand. `null` deletes the stored id.
	 *
	 * @returns An error with `chatroom_proven` when a different id is stored and proven to be the channel's.
	 */
	public async set(guildId: string, chatroomId: number | null, origin: ChangeOrigin): Promise<Result<void, KickError>> {
		if (chatroomId !== null && !(Number.isSafeInteger(chatroomId) && chatroomId > 0)) {
			return err(new KickError('bad_request', NoChatroomIdHint));
		}
		return this.#set(guildId, chatroomId, await this.database.settings.get(guildId), origin);
	}

	/** Restores the id before a change, if the channel and its id are still those after the change. */
	public async restore(
		guildId: string,
		{ before, after }: Record<'before' | 'after', ChangeValues['chatroom']>,
		origin: ChangeOrigin
	): Promise<Result<void, KickError>> {
		const settings = await this.database.settings.get(guildId);
		const isUnchanged = settings.channel === after.channel && settings.chatroomId === after.chatroomId;
		return isUnchanged ? this.#set(guildId, before.chatroomId, settings, origin) : err(changedSinceThen());
	}

	/** Stores an id, unless the settings have changed since they were read. */
	async #set(
		guildId: string,
		chatroomId: number | null,
		settings: GuildSettings,
		origin: ChangeOrigin
	): Promise<Result<void, KickError>> {
		if (!settings.channel) return err(channelNotSet());
		const isOther = chatroomId !== null && chatroomId !== settings.chatroomId;
		if (isOther && (await this.#isProven(settings.chatroomId, settings.broadcasterUserId))) {
			return err(alreadyProven(settings.chatroomId));
		}
		const isSaved = await this.database.settings.change(
			guildId,
			(current) =>
				current.channel === settings.channel && current.chatroomId === settings.chatroomId ? { chatroomId } : null,
			origin
		);
		return isSaved ? ok(undefined) : err(origin.undoOf === undefined ? changedMeanwhile() : changedSinceThen());
	}

	/** Asks Kick's website, which often refuses bots, and stores the best known id. The sync succeeds without one. */
	public async sync(request: ChatroomRequest): Promise<SyncedChatroom> {
		const { broadcasterUserId, settings, slug, typed } = request;
		const answer = await this.website.getChannel(slug);
		const found = answer.isOk() ? answer.unwrap() : null;
		if (found?.userId === broadcasterUserId) return this.#saveFound(request, found.chatroomId);

		const stored = settings.broadcasterUserId === broadcasterUserId ? settings.chatroomId : null;
		if (typed === undefined) {
			if (stored === null) return { id: null, step: { outcome: 'warning', text: ChatroomNotResolved } };
			return synced(stored, " (kept, because Kick's website did not answer)");
		}
		if (typed === stored) return this.#describeTyped(typed, broadcasterUserId);
		if (await this.#isProven(stored, broadcasterUserId)) {
			return synced(stored, ` (kept, because it is proven to be this channel's. ${typed} was not used)`, 'warning');
		}
		return this.#saveTyped(request, typed);
	}

	/** Stores the website's id, unless another channel was set during the request. */
	async #saveFound(
		{ guildId, broadcasterUserId, typed, origin }: ChatroomRequest,
		chatroomId: number
	): Promise<SyncedChatroom> {
		await this.database.settings.change(
			guildId,
			(current) => (current.broadcasterUserId === broadcasterUserId ? { chatroomId } : null),
			origin
		);
		// Stored after the settings, because a proof is deleted when no server uses its chatroom.
		await this.database.chatrooms.prove({
			chatroomId,
			broadcasterUserId,
			provenBy: 'website',
			provenAt: new Date()
		});
		if (typed === undefined || typed === chatroomId) return synced(chatroomId);
		return synced(chatroomId, ` (from Kick's website, so ${typed} was not used)`, 'warning');
	}

	/** Stores the entered id, unless another id or channel was stored during the request. That id may be proven. */
	async #saveTyped(request: ChatroomRequest, typed: number): Promise<SyncedChatroom> {
		const { guildId, settings, broadcasterUserId, origin } = request;
		const isSaved = await this.database.settings.change(
			guildId,
			(current) =>
				current.broadcasterUserId === broadcasterUserId && current.chatroomId === settings.chatroomId
					? { chatroomId: typed }
					: null,
			origin
		);
		if (isSaved) return this.#describeTyped(typed, broadcasterUserId);
		const { chatroomId } = await this.database.settings.get(guildId);
		return { id: chatroomId, step: { outcome: 'failed', text: `kick_chatroom_id: ${changedMeanwhile().hint}` } };
	}

	async #describeTyped(typed: number, broadcasterUserId: number): Promise<SyncedChatroom> {
		const isProven = await this.#isProven(typed, broadcasterUserId);
		return synced(typed, ` (entered by you)${isProven ? '' : `. ${UsedOnceProven}`}`);
	}

	async #isProven(chatroomId: number | null, broadcasterUserId: number | null): Promise<boolean> {
		if (chatroomId === null || broadcasterUserId === null) return false;
		return (await this.database.chatrooms.find(chatroomId))?.broadcasterUserId === broadcasterUserId;
	}
}

function synced(id: number | null, note = '', outcome: SyncStep['outcome'] = 'ok'): SyncedChatroom {
	return { id, step: { outcome, text: `kick_chatroom_id: ${id}${note}` } };
}

function alreadyProven(chatroomId: number | null): KickError {
	return new KickError(
		'chatroom_proven',
		`Nothing was changed: ${chatroomId} is proven to be the chatroom of this channel. ` +
			'To enter another ID anyway, first clear the field Chatroom ID on the dashboard and save.'
	);
}
