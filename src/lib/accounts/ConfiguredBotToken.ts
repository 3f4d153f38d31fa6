import { err, ok, type Result } from '@sapphire/result';
import type { BotToken } from '../chat/ports.js';
import type { Secret } from '../crypto/Secret.js';
import { KickError } from '../kick/errors.js';
import type { Introspection, KickOAuthClient, KickRestClient } from '../kick/index.js';
import type { Logger } from '../logger.js';

const WarnBeforeMs = 24 * 60 * 60_000;
const PermanentSolution = 'For a permanent solution, run /kick link account:bot.';

/** State of the token. Everything is unknown until Kick has answered once. */
export interface ConfiguredBotTokenStatus {
	userId: number | null;
	username: string | null;
	expiresAt: Date | null;
	/** Text for a person about what is wrong and what to do. `null` if all is well. */
	problem: string | null;
	/** Whether messages can still be sent with it. */
	isUsable: boolean;
}

/**
 * Access token of `KICK_BOT_USER_TOKEN`.
 *
 * It has no refresh token, so it cannot be renewed. The bot can only warn before it expires.
 */
export class ConfiguredBotToken {
	#introspection: Introspection | null = null;
	#owner: { userId: number; username: string } | null = null;
	#isRejected = false;
	#reportedProblem: string | null = null;

	public constructor(
		private readonly secret: Secret,
		private readonly oauth: Pick<KickOAuthClient, 'introspect'>,
		private readonly rest: Pick<KickRestClient, 'getUsers'>,
		private readonly logger: Pick<Logger, 'warn'>
	) {}

	public get status(): ConfiguredBotTokenStatus {
		const { problem, isUsable } = this.#judge();
		return {
			userId: this.#owner?.userId ?? null,
			username: this.#owner?.username ?? null,
			expiresAt: this.#introspection?.expiresAt ?? null,
			problem,
			isUsable
		};
	}

	public token(): Result<BotToken, KickError> {
		const { isUsable, problem, userId, username } = this.status;
		if (!isUsable) return err(new KickError('unauthorized', problem ?? PermanentSolution));
		return ok({ accessToken: this.secret.reveal(), userId, username });
	}

	/** Marks the token as refused by Kick. It is not used until Kick is asked about it again. */
	public reject(): void {
		this.#isRejected = true;
		this.#notify();
	}

	/** Asks Kick whether the token is valid and whose it is. Warns of each problem once. */
	public async refresh(): Promise<void> {
		const token = this.secret.reveal();
		const introspected = await this.oauth.introspect(token);
		introspected.inspect((introspection) => {
			this.#introspection = introspection;
			this.#isRejected = false;
		});
		if (introspected.isErrAnd(({ code }) => code === 'unauthorized')) this.#isRejected = true;
		if (!this.#owner && this.status.isUsable) {
			const users = await this.rest.getUsers(token);
			this.#owner = users.unwrapOr([])[0] ?? null;
		}
		this.#notify();
	}

	#judge(): { problem: string | null; isUsable: boolean } {
		const { active, expiresAt, kind, scopes } = this.#introspection ?? {};
		if (this.#isRejected || active === false || (expiresAt && expiresAt.getTime() <= Date.now())) {
			return dead(
				`KICK_BOT_USER_TOKEN has ended: Kick no longer accepts it, and it can't be renewed. ${PermanentSolution}`
			);
		}
		if (kind === 'app') {
			return dead(`KICK_BOT_USER_TOKEN is a token of the app: only an account can write in chat. ${PermanentSolution}`);
		}
		if (scopes && scopes.length > 0 && !scopes.includes('chat:write')) {
			return dead(`KICK_BOT_USER_TOKEN may not write in chat: it lacks the scope chat:write. ${PermanentSolution}`);
		}
		if (expiresAt && expiresAt.getTime() - Date.now() < WarnBeforeMs) {
			const until = expiresAt.toISOString().slice(0, 16).replace('T', ' ');
			return {
				problem: `KICK_BOT_USER_TOKEN ends on ${until} UTC and can't be renewed. ${PermanentSolution}`,
				isUsable: true
			};
		}
		return { problem: null, isUsable: true };
	}

	#notify(): void {
		const { problem } = this.#judge();
		if (problem && problem !== this.#reportedProblem) this.logger.warn(`[Kick] ${problem}`);
		this.#reportedProblem = problem;
	}
}

function dead(problem: string): { problem: string; isUsable: false } {
	return { problem, isUsable: false };
}
