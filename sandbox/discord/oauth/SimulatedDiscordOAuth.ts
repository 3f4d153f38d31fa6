import { randomBytes } from 'node:crypto';
import type { SimulatedMember, SimulatedUser } from '../world/entities.js';
import { Authorizations } from './Authorizations.js';
import { UserTokens } from './UserTokens.js';

export interface DiscordOAuthSettings {
	/** Default: a new one. */
	clientSecret?: string;
	/** Where the application may send people back to, byte for byte. Default: anywhere. */
	redirectUris?: readonly string[];
}

/** The controls of "Log in with Discord". */
export class SimulatedDiscordOAuth {
	/** The application's secret, from its page in the developer portal. */
	public readonly clientSecret: string;
	/** Seconds that an access token lives. Default: 604,800, which is a week. */
	public accessTokenSeconds = 604_800;
	/** @internal */
	public readonly tokens = new UserTokens();
	/** @internal */
	public readonly authorizations = new Authorizations();
	readonly #redirectUris: readonly string[] | null;
	#signedIn: SimulatedUser | null = null;

	public constructor(settings: DiscordOAuthSettings = {}) {
		this.clientSecret = settings.clientSecret ?? randomBytes(24).toString('base64url');
		this.#redirectUris = settings.redirectUris ?? null;
	}

	/** Who the browser on Discord's page is signed in as; `null` until somebody is. */
	public get signedIn(): SimulatedUser | null {
		return this.#signedIn;
	}

	public signIn(person: SimulatedMember | SimulatedUser): void {
		this.#signedIn = userOf(person);
	}

	/** The next authorize page asks who is there. */
	public signOut(): void {
		this.#signedIn = null;
	}

	/** Plays a person who takes the application's access away, in the settings of Discord. */
	public deauthorize(person: SimulatedMember | SimulatedUser): void {
		const user = userOf(person);
		this.tokens.revokeAllOf(user);
		this.authorizations.forget(user);
	}

	/** How many access tokens of this person work. */
	public tokensOf(person: SimulatedMember | SimulatedUser): number {
		return this.tokens.count(userOf(person));
	}

	/** @internal */
	public allowsRedirectTo(uri: string): boolean {
		return this.#redirectUris?.includes(uri) ?? URL.canParse(uri);
	}
}

function userOf(person: SimulatedMember | SimulatedUser): SimulatedUser {
	return 'user' in person ? person.user : person;
}
