import { err, ok, type Result } from '@sapphire/result';
import type { PublicUrls } from '../config/publicUrls.js';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import { BotScopes, type KickOAuthClient, StreamerScopes } from '../kick/index.js';
import type { Database } from '../storage/Database.js';
import type { LinkStateRow } from '../storage/repositories/LinkStateRepository.js';
import type { AccountLinker } from './AccountLinker.js';
import type { LinkRights } from './LinkRights.js';
import type { BoundLink, BrowserProofs, LinkRequest, LinkStates } from './LinkStates.js';
import { kickFailed, type LinkOutcome, Refusals } from './linkOutcome.js';
import { OutcomeListeners } from './OutcomeListeners.js';

/** Request for {@link KickService.startLink}. */
export interface StartLinkRequest extends LinkRequest {
	/** Called once with the outcome in the browser, if the link ends within its 10 minutes. */
	onOutcome?: (outcome: { ok: boolean; text: string }) => void;
}

/** Content of the page that a link opens, before the browser goes to Kick. */
export interface LinkInvitation {
	account: LinkRequest['account'];
	/** Name of the Discord server. */
	guildName: string;
	/** Kick channel whose owner has to sign in. `null` if the server has none yet. */
	channel: string | null;
	/** Value that the page's button has to send. */
	press: string;
}

/** Kick's address for the browser, and the secret for its cookie. */
export interface BegunLink {
	authorizeUrl: URL;
	browser: string;
	expiresAt: Date;
}

export interface LinkingDependencies {
	urls: PublicUrls;
	oauth: Pick<KickOAuthClient, 'authorizeUrl' | 'createVerifier' | 'exchange'>;
	database: Pick<Database, 'settings'>;
	states: LinkStates;
	rights: LinkRights;
	linker: AccountLinker;
	discord: Pick<DiscordInfo, 'findGuildName'>;
}

/** Value of the `error` parameter with which Kick reports that a person declined. */
const Declined = 'access_denied';

/** Links a Kick account by OAuth. A link starts in Discord, continues in the browser and ends at the callback. */
export class Linking {
	readonly #listeners = new OutcomeListeners();

	public constructor(private readonly dependencies: LinkingDependencies) {}

	public async start({ onOutcome, ...request }: StartLinkRequest): Promise<{ url: string; expiresAt: Date }> {
		const { state, expiresAt } = await this.dependencies.states.create(request);
		if (onOutcome) this.#listeners.add(state, onOutcome, expiresAt);
		const url = new URL(this.dependencies.urls.link);
		url.searchParams.set('state', state);
		return { url: url.href, expiresAt };
	}

	/**
	 * Describes a link that was opened, for its page. Changes nothing, because programs that preview links open it too.
	 */
	public async invite(state: string, cookie: string | null): Promise<Result<LinkInvitation, LinkOutcome>> {
		const found = await this.dependencies.states.check(state, cookie);
		if (found.isErr()) return err(found.unwrapErr());
		const { account, guildId } = found.unwrap();
		const [guildName, { channel }] = await Promise.all([
			this.dependencies.discord.findGuildName(guildId).catch(() => undefined),
			this.dependencies.database.settings.get(guildId)
		]);
		if (guildName === null) return err(Refusals.botIsGone());
		if (guildName === undefined) return err(Refusals.discordAway('Reload this page in a minute.'));
		return ok({ account, guildName, channel, press: this.dependencies.states.createPress() });
	}

	/**
	 * Begins a link after its button was pressed. Returns Kick's address and the cookie that binds the link to the
	 * browser.
	 */
	public async begin(state: string, proofs: BrowserProofs): Promise<Result<BegunLink, LinkOutcome>> {
		const { oauth, states } = this.dependencies;
		const bound = await states.bind(state, proofs, oauth.createVerifier());
		if (bound.isErr()) return err(bound.unwrapErr());
		const { row, browser, verifier } = bound.unwrap();
		const scopes = row.account === 'bot' ? BotScopes : StreamerScopes;
		return ok({
			authorizeUrl: await oauth.authorizeUrl({ state, verifier, scopes }),
			browser,
			expiresAt: row.expiresAt
		});
	}

	/** Finishes a link after the browser returned from Kick. */
	public async finish(query: URLSearchParams, browser: string | null): Promise<LinkOutcome> {
		const { rights, states } = this.dependencies;
		const state = query.get('state') ?? '';
		const opened = await states.open(state, browser);
		if (opened.isErr()) return opened.unwrapErr();
		const link = opened.unwrap();
		const { guildId } = link.row;
		const refusal =
			query.get('error') === Declined ? Refusals.declined(link.row.account) : await rights.refusal(link.row);
		// No code was exchanged yet, so the same address works once Discord answers.
		if (refusal?.retryAfterSeconds !== undefined) return { ...refusal, guildId };
		if (!(await states.consume(link))) return Refusals.used(link.row.account);

		const outcome = { ...(refusal ?? (await this.#finish(query, state, link))), guildId };
		this.#listeners.notify(state, { ok: outcome.ok, text: [`${outcome.title}.`, ...outcome.lines].join(' ') });
		return outcome;
	}

	async #finish(query: URLSearchParams, state: string, { row, verifier }: BoundLink): Promise<LinkOutcome> {
		const callbackUrl = new URL(this.dependencies.urls.callback);
		callbackUrl.search = query.toString();
		const exchanged = await this.dependencies.oauth.exchange({ callbackUrl, state, verifier });
		if (exchanged.isErr()) return kickFailed(exchanged.unwrapErr(), row);
		return this.dependencies.linker.link(row, await this.#guildName(row), exchanged.unwrap());
	}

	/** Returns the id if Discord does not answer, because the link is made anyway. */
	async #guildName({ guildId }: LinkStateRow): Promise<string> {
		return (await this.dependencies.discord.findGuildName(guildId).catch(() => null)) ?? guildId;
	}
}
