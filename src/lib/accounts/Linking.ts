import { err, ok, type Result } from '@sapphire/result';
import type { PublicUrls } from '../config/publicUrls.js';
import { KickError } from '../kick/errors.js';
import {
	BotScopes,
	type KickAccount,
	type KickOAuthClient,
	type KickRestClient,
	StreamerScopes,
	type TokenSet
} from '../kick/index.js';
import type { Logger } from '../logger.js';
import type { ChannelLookup } from '../settings/ChannelLookup.js';
import type { ChannelSync } from '../settings/ChannelSync.js';
import type { LinkStateRow } from '../storage/links/types.js';
import type { Database } from '../storage/types.js';
import type { AccountRelease } from './AccountRelease.js';
import type { AccountTokens } from './AccountTokens.js';
import type { LinkRequest, LinkStates } from './LinkStates.js';
import { botMayNotWrite, kickFailed, missingScopes, whatNow, wrongAccount } from './linkAnswers.js';
import { type LinkOutcome, Refusals } from './linkOutcome.js';
import { OutcomeListeners } from './OutcomeListeners.js';

export interface StartLinkRequest extends LinkRequest {
	/** Told once how it ended in the browser, if that happens within the link's 10 minutes. */
	onOutcome?: (outcome: { ok: boolean; text: string }) => void;
}

export interface LinkingParts {
	urls: PublicUrls;
	oauth: KickOAuthClient;
	rest: Pick<KickRestClient, 'getUsers'>;
	database: Database;
	states: LinkStates;
	tokens: AccountTokens;
	lookup: ChannelLookup;
	sync: ChannelSync;
	release: AccountRelease;
	guildName: (guildId: string) => string;
	useWebsocket: boolean;
	logger: Logger;
}

/** Links a Kick account by OAuth: started in Discord, carried through the browser, ended at the callback. */
export class Linking {
	readonly #listeners = new OutcomeListeners();

	public constructor(private readonly parts: LinkingParts) {}

	public async start({ onOutcome, ...request }: StartLinkRequest): Promise<{ url: string; expiresAt: Date }> {
		const { state, expiresAt } = await this.parts.states.create(request);
		if (onOutcome) this.#listeners.add(state, onOutcome, expiresAt);
		const url = new URL(this.parts.urls.link);
		url.searchParams.set('state', state);
		return { url: url.href, expiresAt };
	}

	/** The browser opened the link: where to send it, and the cookie that binds it. */
	public async begin(state: string): Promise<Result<{ authorizeUrl: URL; browser: string }, LinkOutcome>> {
		const verifier = this.parts.oauth.createVerifier();
		const bound = await this.parts.states.bind(state, verifier);
		if (bound.isErr()) return err(bound.unwrapErr());
		const { row, browser } = bound.unwrap();
		const scopes = row.account === 'bot' ? BotScopes : StreamerScopes;
		return ok({ authorizeUrl: await this.parts.oauth.authorizeUrl({ state, verifier, scopes }), browser });
	}

	/** The browser came back from Kick. */
	public async finish(query: URLSearchParams, browser: string | null): Promise<LinkOutcome> {
		const state = query.get('state') ?? '';
		const consumed = await this.parts.states.consume(state, browser);
		if (consumed.isErr()) return consumed.unwrapErr();
		const { guildId } = consumed.unwrap().row;
		const outcome = { ...(await this.#finish(query, state, consumed.unwrap())), guildId };
		this.#listeners.tell(state, { ok: outcome.ok, text: [`${outcome.title}.`, ...outcome.lines].join(' ') });
		return outcome;
	}

	async #finish(
		query: URLSearchParams,
		state: string,
		{ row, verifier }: { row: LinkStateRow; verifier: string }
	): Promise<LinkOutcome> {
		const callbackUrl = new URL(this.parts.urls.callback);
		callbackUrl.search = query.toString();
		const exchanged = await this.parts.oauth.exchange({ callbackUrl, state, verifier });
		if (query.get('error') === 'access_denied') return Refusals.declined();
		if (exchanged.isErr()) return kickFailed(exchanged.unwrapErr(), row);
		const tokens = exchanged.unwrap();

		const owner = await this.#owner(tokens);
		if (owner.isErr()) return kickFailed(owner.unwrapErr(), row);
		return row.account === 'bot'
			? this.#linkBot(owner.unwrap(), tokens)
			: this.#linkStreamer(row, owner.unwrap(), tokens);
	}

	async #owner(tokens: TokenSet): Promise<Result<KickAccount, KickError>> {
		const users = await this.parts.rest.getUsers(tokens.accessToken);
		if (users.isErr()) return err(users.unwrapErr());
		const user = users.unwrap()[0];
		return user
			? ok(user)
			: err(new KickError('invalid_response', 'Kick did not say whose account this is. Try again in a minute.'));
	}

	async #linkBot(owner: KickAccount, tokens: TokenSet): Promise<LinkOutcome> {
		const { database, logger, release, tokens: accountTokens } = this.parts;
		const missing = BotScopes.filter((scope) => !tokens.scopes.includes(scope));
		if (tokens.scopes.length > 0 && missing.includes('chat:write')) {
			await this.#discard(owner.userId, tokens);
			return botMayNotWrite(owner.username);
		}

		const before = await database.accounts.findBot();
		const existing = await database.accounts.find(owner.userId);
		// An account that streams here has given a wider consent than this one: it is kept, and the bot account's enough with it.
		const isStreamer = (await database.links.ofAccount(owner.userId)).length > 0;
		if (existing?.status === 'active' && isStreamer) await database.accounts.save({ ...existing, isBot: true });
		else await this.#store(owner, null, tokens, true);
		accountTokens.forget(owner.userId);
		logger.info(`[Kick] ${owner.username} is linked as the bot account.`);
		if (before && before.userId !== owner.userId) await release.releaseIfUnused(before.userId);

		const whatNow = this.parts.useWebsocket
			? 'Messages go out as this account wherever the live socket is connected.'
			: 'It writes once the live socket is on: set KICK_USE_WEBSOCKET=true and start the bot again.';
		return { ok: true, status: 200, title: `${owner.username} is the bot account now`, lines: [whatNow] };
	}

	async #linkStreamer(row: LinkStateRow, owner: KickAccount, tokens: TokenSet): Promise<LinkOutcome> {
		const { database, lookup, logger, release, sync, tokens: accountTokens } = this.parts;
		const { channel: name, broadcasterUserId } = await database.settings.get(row.guildId);
		// The id stays when the channel is renamed; the name may be another channel's by then.
		const isKnown = !name || broadcasterUserId === owner.userId;
		const found = await (isKnown ? lookup.byUserId(owner.userId) : lookup.byName(name));
		if (found.isErr()) return kickFailed(found.unwrapErr(), row);
		const channel = found.unwrap();
		if (channel.broadcasterUserId !== owner.userId) {
			await this.#discard(owner.userId, tokens);
			return wrongAccount(owner.username, channel.slug);
		}

		const before = await database.links.find(row.guildId);
		await this.#store(owner, channel.slug, tokens, false);
		const settings = {
			channel: name ?? channel.slug,
			broadcasterUserId: owner.userId,
			// It is that of the channel that the name belonged to before.
			...(broadcasterUserId !== null && !isKnown && { chatroomId: null })
		};
		// Another channel that was set meanwhile stays: the sync says that it is not the account's.
		await database.settings.change(row.guildId, (current) => (current.channel === name ? settings : null));
		await database.links.save({
			guildId: row.guildId,
			userId: owner.userId,
			linkedBy: row.discordUserId,
			linkedAt: new Date()
		});
		accountTokens.forget(owner.userId);
		const guildName = this.parts.guildName(row.guildId);
		logger.info(`[${guildName}] The Kick account ${owner.username} is linked.`);
		if (before && before.userId !== owner.userId) await release.releaseIfUnused(before.userId);

		const report = await sync.sync(row.guildId);
		const steps = report.match({
			ok: ({ steps }) => steps,
			err: ({ hint }) => [{ outcome: 'failed' as const, text: hint }]
		});
		const missing = steps.filter(({ outcome }) => outcome !== 'ok').map(({ text }) => text);
		return {
			ok: true,
			status: 200,
			title: `${owner.username} is linked to ${guildName}`,
			lines: [...missingScopes(tokens), ...missing, ...whatNow(missing)]
		};
	}

	/** Nobody asked for these tokens to be kept. An account that is linked elsewhere keeps its consent. */
	async #discard(userId: number, { refreshToken }: TokenSet): Promise<void> {
		if (await this.parts.database.accounts.find(userId)) return;
		await this.parts.oauth.revoke(refreshToken, 'refresh_token');
	}

	async #store(owner: KickAccount, slug: string | null, tokens: TokenSet, isBot: boolean): Promise<void> {
		const existing = await this.parts.database.accounts.find(owner.userId);
		const row = {
			userId: owner.userId,
			username: owner.username,
			slug: slug ?? existing?.slug ?? null,
			scopes: tokens.scopes,
			accessExpiresAt: tokens.expiresAt,
			linkedAt: new Date(),
			refreshExpiresAt: tokens.refreshExpiresAt,
			status: 'active' as const,
			isBot: isBot || (existing?.isBot ?? false)
		};
		await this.parts.database.accounts.save(this.parts.tokens.seal(row, tokens));
	}
}
