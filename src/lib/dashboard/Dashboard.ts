import type { Result } from '@sapphire/result';
import type { PublicUrls } from '../config/publicUrls.js';
import type { Secret } from '../crypto/Secret.js';
import { Signer } from '../crypto/Signer.js';
import { TokenVault } from '../crypto/TokenVault.js';
import type { DiscordInfo } from '../discord/DiscordInfo.js';
import type { DirectoryFailure, GuildDirectory } from '../discord/directory/GuildDirectory.js';
import { inviteUrl } from '../discord/inviteUrl.js';
import { DiscordHttp } from '../discord/oauth/DiscordHttp.js';
import { DiscordOAuthClient } from '../discord/oauth/DiscordOAuthClient.js';
import { DiscordUserApi } from '../discord/oauth/DiscordUserApi.js';
import type { GuildRights } from '../editors/GuildRights.js';
import type { ProxyFor } from '../http/outgoingAgent.js';
import type { Logger } from '../logger.js';
import type { Database } from '../storage/Database.js';
import { EditorAccess } from './EditorAccess.js';
import { FormTokens } from './FormTokens.js';
import { GuildAccess, type ManagedGuild } from './GuildAccess.js';
import { type GuildStatus, guildOverview } from './GuildOverview.js';
import { DiscordLogin } from './login/DiscordLogin.js';
import { StartedLogins } from './login/StartedLogins.js';
import { Notices } from './Notices.js';
import { OpenStreams } from './OpenStreams.js';
import { DashboardPictures } from './pictures/DashboardPictures.js';
import { type Session, Sessions } from './Sessions.js';

export interface DashboardOptions {
	urls: PublicUrls;
	/** Signs and seals cookies and form tokens. */
	secret: Secret;
	/** Earlier key, which still opens older cookies and tokens. */
	oldSecret: Secret | null;
	discordClientSecret: Secret;
	discord: DiscordInfo;
	database: Database;
	/** Host of Kick's emotes. */
	filesBaseUrl: string;
	/** Host of Kick's website. */
	webBaseUrl: string;
	proxyFor: ProxyFor;
	logger: Logger;
}

/**
 * Sessions, server access and form tokens of the dashboard.
 *
 * The dashboard is split by layer: login and access here, pages in `src/dashboard`, routes in `src/routes/dashboard`.
 */
export class Dashboard {
	public readonly urls: PublicUrls;
	public readonly login: DiscordLogin;
	public readonly sessions: Sessions;
	public readonly access: GuildAccess;
	public readonly forms: FormTokens;
	public readonly notices: Notices;
	public readonly pictures: DashboardPictures;
	public readonly streams: OpenStreams;
	readonly #options: DashboardOptions;
	readonly #http: DiscordHttp;

	public constructor(options: DashboardOptions) {
		const { database, discord, oldSecret, secret, urls, proxyFor, logger } = options;
		const unreachable = (reason: string) => logger.warn(`[Kick] The dashboard could not reach Discord: ${reason}.`);
		const signer = new Signer(secret, oldSecret);
		const vault = new TokenVault(secret, oldSecret);
		this.#options = options;
		this.#http = new DiscordHttp(discord.apiUrl, { proxyFor, onUnreachable: unreachable });
		const users = new DiscordUserApi(this.#http);
		this.urls = urls;
		this.sessions = new Sessions(database.sessions, vault, signer);
		this.access = new GuildAccess(users, discord.hasBot, new EditorAccess({ editors: database.editors, discord }));
		this.forms = new FormTokens(database.usedForms, signer);
		this.notices = new Notices(signer);
		this.pictures = new DashboardPictures({
			home: new URL(urls.dashboard).pathname,
			filesBaseUrl: options.filesBaseUrl,
			webBaseUrl: options.webBaseUrl,
			cdnUrl: discord.cdnUrl,
			signer,
			proxyFor
		});
		this.streams = new OpenStreams((session, guildIds) => this.#visible(session, guildIds));
		this.login = new DiscordLogin({
			started: new StartedLogins(vault),
			sessions: this.sessions,
			users,
			oauth: () => this.#oauth(),
			dashboardUrl: urls.dashboard
		});
	}

	/** Returns the setup status of each server. */
	public overview(guilds: readonly ManagedGuild[]): Promise<GuildStatus[]> {
		return guildOverview(this.#options.database, guilds);
	}

	/**
	 * Returns the real channels and roles of a server for pickers, with the reason why the bot cannot use one.
	 *
	 * Callers check first that the person may see the server.
	 *
	 * @param maxAgeMs Maximum age of Discord's answer about a server of another process. Default: 10 seconds.
	 */
	public directory(guildId: string, maxAgeMs?: number): Promise<Result<GuildDirectory, DirectoryFailure>> {
		return this.#options.discord.directoryOf(guildId, maxAgeMs);
	}

	/**
	 * Returns the address of Discord's page that adds the bot to a server, or `null` until Discord is ready.
	 *
	 * @param guildId Server to add it to. Default: Discord asks for one.
	 */
	public inviteUrl(guildId?: string): string | null {
		const { apiUrl, applicationId } = this.#options.discord;
		const id = applicationId();
		return id === null ? null : inviteUrl({ applicationId: id, apiUrl, guildId });
	}

	/** Ends a session without revoking the person's token at Discord. */
	public end(session: Session): Promise<void> {
		return this.#end([session]);
	}

	/** Ends a session, and revokes its token if the person has no other session. */
	public async logOut(session: Session): Promise<void> {
		await this.#end([session]);
		// Discord revokes all of a person's tokens for this bot at once, and other browsers still need theirs.
		if ((await this.sessions.ofUser(session.userId)).length === 0) void this.#revoke(session);
	}

	/** Ends all sessions of this person, in every browser, and revokes their tokens. */
	public async logOutEverywhere(session: Session): Promise<void> {
		const open = await this.sessions.ofUser(session.userId);
		await this.sessions.endAllOf(session.userId);
		this.#forget(open);
		void this.#revoke(session);
	}

	public async close(): Promise<void> {
		await Promise.all([this.#http.close(), this.pictures.close()]);
	}

	/** Returns the rights that a session still has, by server, or `null` if Discord does not answer. */
	async #visible(session: Session, guildIds: readonly string[]): Promise<ReadonlyMap<string, GuildRights> | null> {
		if (!(await this.sessions.isOpen(session))) return new Map();
		const guilds = await this.access.visible(session, guildIds, 'now');
		return guilds.match({
			ok: (list) => new Map(list.map(({ id, rights }) => [id, rights])),
			err: ({ code }) => (code === 'unauthorized' ? new Map<string, GuildRights>() : null)
		});
	}

	async #end(sessions: readonly Session[]): Promise<void> {
		await this.sessions.end(sessions);
		this.#forget(sessions);
	}

	#forget(sessions: readonly Session[]): void {
		for (const session of sessions) {
			this.access.forget(session);
			this.streams.endOf(session);
		}
	}

	/** Revokes the token at Discord. Callers do not wait, because the session has already ended here. */
	async #revoke({ token }: Session): Promise<void> {
		const revoked = await this.#oauth()?.revoke(token);
		revoked?.inspectErr(({ code }) =>
			this.#options.logger.warn(`[Kick] Discord did not end the token of a session that was logged out (${code}).`)
		);
	}

	#oauth(): DiscordOAuthClient | null {
		const { discord, discordClientSecret, urls } = this.#options;
		const clientId = discord.applicationId();
		if (!clientId) return null;
		return new DiscordOAuthClient({
			apiUrl: discord.apiUrl,
			http: this.#http,
			clientId,
			clientSecret: discordClientSecret,
			redirectUri: urls.dashboardCallback
		});
	}
}
