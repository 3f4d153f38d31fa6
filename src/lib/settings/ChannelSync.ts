import { err, ok, type Result } from '@sapphire/result';
import { NotLinkedHint } from '../accounts/AccountTokens.js';
import { KickError } from '../kick/errors.js';
import { type KickWebsiteClient, parseChannelName } from '../kick/index.js';
import type { GuildSettings } from '../storage/settings/types.js';
import type { Database } from '../storage/types.js';
import type { SubscriptionReconciler } from '../subscriptions/SubscriptionReconciler.js';
import type { ChannelLookup } from './ChannelLookup.js';
import type { SyncReport, SyncStep } from './SyncReport.js';
import { describeReconcile } from './syncTexts.js';

export interface SyncOptions {
	/** A chatroom id entered by hand, where Kick's website does not tell it. */
	chatroomId?: number;
}

const NoChatroomIdHint = 'A chatroom id is a whole number above 0. /kick sync mostly finds it by itself.';

/** Sets a server's channel and keeps what Kick knows of it: both ids, and the subscriptions. */
export class ChannelSync {
	public constructor(
		private readonly database: Database,
		private readonly lookup: ChannelLookup,
		private readonly website: Pick<KickWebsiteClient, 'getChannel'>,
		private readonly subscriptions: SubscriptionReconciler
	) {}

	/** Stores the channel and syncs at once. Another channel clears the ids of the old one. */
	public async setChannel(guildId: string, input: string): Promise<Result<SyncReport, KickError>> {
		const parsed = parseChannelName(input);
		if (parsed.isErr()) return err(parsed.unwrapErr());
		const channel = parsed.unwrap();
		const before = await this.database.settings.get(guildId);
		const isSame = before.channel?.toLowerCase() === channel.toLowerCase();
		await this.database.settings.set(
			guildId,
			isSame ? { channel } : { channel, broadcasterUserId: null, chatroomId: null }
		);

		const saved: SyncStep = { outcome: 'ok', text: `kick_channel: ${channel}` };
		const synced = await this.sync(guildId);
		return synced.match({
			ok: (report) => ok({ ...report, steps: [saved, ...report.steps] }),
			err: ({ hint }) =>
				ok({ channel, broadcasterUserId: null, chatroomId: null, steps: [saved, { outcome: 'failed', text: hint }] })
		});
	}

	/** Stores a chatroom id that was entered by hand, or forgets it: `null`. */
	public async setChatroomId(guildId: string, chatroomId: number | null): Promise<Result<void, KickError>> {
		if (chatroomId !== null && !(Number.isSafeInteger(chatroomId) && chatroomId > 0)) {
			return err(new KickError('bad_request', NoChatroomIdHint));
		}
		const { channel } = await this.database.settings.get(guildId);
		if (!channel) return err(channelNotSet());
		await this.database.settings.set(guildId, { chatroomId });
		return ok(undefined);
	}

	/** Fetches and stores both ids and repairs the subscriptions; reports each step. */
	public async sync(guildId: string, options: SyncOptions = {}): Promise<Result<SyncReport, KickError>> {
		const link = await this.database.links.find(guildId);
		if (!link) return err(new KickError('not_linked', NotLinkedHint));
		const settings = await this.database.settings.get(guildId);
		if (!settings.channel) return err(channelNotSet());

		const found = await this.lookup.byName(settings.channel);
		if (found.isErr()) return err(found.unwrapErr());
		const { broadcasterUserId, slug } = found.unwrap();
		if (link.userId !== broadcasterUserId) return err(await this.#wrongAccount(link.userId, slug));
		await this.database.settings.set(guildId, { broadcasterUserId });

		const chatroom = await this.#chatroom(guildId, settings, slug, broadcasterUserId, options);
		const reconciled = await this.subscriptions.reconcile(broadcasterUserId);
		return ok({
			channel: settings.channel,
			broadcasterUserId,
			chatroomId: chatroom.id,
			steps: [
				{ outcome: 'ok', text: `kick_broadcaster_user_id: ${broadcasterUserId}` },
				chatroom.step,
				describeReconcile(reconciled)
			]
		});
	}

	/** Kick's website is often closed to bots: a known id is kept, and a sync succeeds without one. */
	async #chatroom(
		guildId: string,
		settings: GuildSettings,
		slug: string,
		broadcasterUserId: number,
		{ chatroomId }: SyncOptions
	): Promise<{ id: number | null; step: SyncStep }> {
		if (chatroomId !== undefined) {
			await this.database.settings.set(guildId, { chatroomId });
			return { id: chatroomId, step: { outcome: 'ok', text: `kick_chatroom_id: ${chatroomId} (entered by you)` } };
		}
		const answer = await this.website.getChannel(slug);
		const found = answer.isOk() ? answer.unwrap() : null;
		if (found?.userId === broadcasterUserId) {
			await this.database.settings.set(guildId, { chatroomId: found.chatroomId });
			return { id: found.chatroomId, step: { outcome: 'ok', text: `kick_chatroom_id: ${found.chatroomId}` } };
		}
		if (settings.chatroomId !== null && settings.broadcasterUserId === broadcasterUserId) {
			const text = `kick_chatroom_id: ${settings.chatroomId} (kept: Kick's website did not answer now)`;
			return { id: settings.chatroomId, step: { outcome: 'ok', text } };
		}
		return {
			id: null,
			step: {
				outcome: 'warning',
				text:
					"chatroom_id not resolved: Kick's website did not tell it. Chat works without it. Only the live socket needs it: " +
					'run /kick sync again later (a bot account, /kick link account:bot, does not help here), or enter it with /kick sync chatroom_id:'
			}
		};
	}

	async #wrongAccount(linkedUserId: number, slug: string): Promise<KickError> {
		const username = (await this.database.accounts.find(linkedUserId))?.username ?? 'another account';
		return new KickError(
			'wrong_account',
			`The linked Kick account is ${username}, but the channel ${slug} belongs to somebody else. ` +
				`The owner of ${slug} has to run /kick link, or set your own channel with /kick channel.`
		);
	}
}

function channelNotSet(): KickError {
	return new KickError('channel_not_set', 'No Kick channel is set. Run /kick channel first.');
}
