import { randomBytes } from 'node:crypto';
import { AuthorizationCodes } from '../../oauth/AuthorizationCodes.js';
import type { AuthorizationRequest } from '../../oauth/AuthorizationRequest.js';
import type { SimulatedMember, SimulatedUser } from '../world/entities.js';
import type { InviteRequest } from './InviteRequest.js';
import { newToken, UserTokens } from './UserTokens.js';

export interface DiscordOAuthSettings {
	/** Default: a new one. */
	clientSecret?: string;
	/** Allowed redirect URIs, compared byte for byte. Default: any. */
	redirectUris?: readonly string[];
}

const CodeLifetimeSeconds = 60;

/** @internal */
export interface DiscordAuthorization extends AuthorizationRequest {
	/** Whether a person who consented before is not asked again. */
	isSilent: boolean;
	/** Set for a page that adds the bot to a server. Its `redirectUri` may be empty. */
	invite: InviteRequest | null;
}

/** Controls of "Log in with Discord". */
export class SimulatedDiscordOAuth {
	/** The application's secret, from its page in the developer portal. */
	public readonly clientSecret: string;
	/** Seconds that an access token lives. Default: 604,800, which is a week. */
	public accessTokenSeconds = 604_800;
	/** @internal */
	public readonly tokens = new UserTokens();
	/** @internal */
	public readonly codes = new AuthorizationCodes<DiscordAuthorization, SimulatedUser>(newToken);
	readonly #allowedBy = new Set<SimulatedUser>();
	readonly #redirectUris: readonly string[] | null;
	#signedIn: SimulatedUser | null = null;

	public constructor(settings: DiscordOAuthSettings = {}) {
		this.clientSecret = settings.clientSecret ?? randomBytes(24).toString('base64url');
		this.#redirectUris = settings.redirectUris ?? null;
	}

	/** User that the browser is signed in to on Discord's page; `null` before the sign-in. */
	public get signedIn(): SimulatedUser | null {
		return this.#signedIn;
	}

	public signIn(person: SimulatedMember | SimulatedUser): void {
		this.#signedIn = userOf(person);
	}

	/** Signs the browser out, so that the next authorize page asks for an account. */
	public signOut(): void {
		this.#signedIn = null;
	}

	/** Removes the application's access, as a person can in the settings of Discord. */
	public deauthorize(person: SimulatedMember | SimulatedUser): void {
		const user = userOf(person);
		this.tokens.revokeAllOf(user);
		this.#allowedBy.delete(user);
	}

	/** Counts the valid access tokens of a person. */
	public tokensOf(person: SimulatedMember | SimulatedUser): number {
		return this.tokens.count(userOf(person));
	}

	/** @internal */
	public isAllowedBy(user: SimulatedUser): boolean {
		return this.#allowedBy.has(user);
	}

	/** @internal */
	public issueCode(request: DiscordAuthorization, user: SimulatedUser): string {
		this.#allowedBy.add(user);
		return this.codes.issue(request, user, CodeLifetimeSeconds);
	}

	/** @internal */
	public allowsRedirectTo(uri: string): boolean {
		return this.#redirectUris?.includes(uri) ?? URL.canParse(uri);
	}
}

function userOf(person: SimulatedMember | SimulatedUser): SimulatedUser {
	return 'user' in person ? person.user : person;
}
