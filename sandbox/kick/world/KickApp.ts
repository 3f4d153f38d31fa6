import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import type { Account } from './Account.js';

export interface KickAppOptions {
	/** Default: a new ULID, as on Kick. */
	clientId?: string;
	/** Default: 64 random hex characters, as on Kick. */
	clientSecret?: string;
	redirectUris?: string[];
	webhookUrl?: string;
}

/** App, as in Kick's developer settings. Everything but the credentials can be changed at any time. */
export class KickApp {
	public readonly clientId: string;
	public readonly clientSecret: string;
	/** Compared byte for byte with the `redirect_uri` of an authorization. */
	public redirectUris: string[];
	/** URL for the events of all channels. `null` sends none. */
	public webhookUrl: string | null;
	/** Whether the "create bot" button was pressed. Without a bot Kick answers "Channel not found" to `type: bot`. */
	public botCreated = true;
	/** Account that `type: bot` messages come from. */
	public readonly bot: Account;
	readonly #onWebhooksDisabled: () => void;
	#webhooksEnabled = true;

	public constructor(options: KickAppOptions, bot: Account, onWebhooksDisabled: () => void) {
		this.clientId = options.clientId ?? ulid();
		this.clientSecret = options.clientSecret ?? randomBytes(32).toString('hex');
		this.redirectUris = options.redirectUris ?? [];
		this.webhookUrl = options.webhookUrl ?? null;
		this.bot = bot;
		this.#onWebhooksDisabled = onWebhooksDisabled;
	}

	/** A verified app may have 10,000 chat subscriptions instead of 1,000, and its bot has a badge. Default: `false`. */
	public get verified(): boolean {
		return this.bot.isVerified;
	}

	public set verified(verified: boolean) {
		this.bot.isVerified = verified;
	}

	/** The "Enable Webhooks" switch. Off, it removes every subscription, and on again it brings none back. */
	public get webhooksEnabled(): boolean {
		return this.#webhooksEnabled;
	}

	public set webhooksEnabled(enabled: boolean) {
		this.#webhooksEnabled = enabled;
		if (!enabled) this.#onWebhooksDisabled();
	}
}
