import { err, ok, type Result } from '@sapphire/result';
import type { ChatApi, ChatMessageRequest, ChatTokens } from '../../../src/lib/chat/ports.js';
import { KickError, type KickErrorCode, type KickErrorDetails } from '../../../src/lib/kick/errors.js';
import type { VirtualClock } from '../time/VirtualClock.js';

export interface Post extends ChatMessageRequest {
	at: number;
	accessToken: string;
}

type Answer = Result<{ messageId: string | null }, KickError>;
type Rule = (post: Post) => KickErrorCode | KickError | Promise<Answer> | null;

/** Records every request; accepts all that no rule answers. */
export class CountingKick implements ChatApi {
	public readonly posts: Post[] = [];
	public rule: Rule = () => null;

	public constructor(private readonly clock: VirtualClock) {}

	public get contents(): string[] {
		return this.posts.map(({ content }) => content);
	}

	public get types(): string[] {
		return this.posts.map(({ type }) => type);
	}

	/** Answers the next requests in order, and accepts later ones. */
	public answerNext(...answers: (KickErrorCode | KickError | null)[]): void {
		this.rule = () => answers.shift() ?? null;
	}

	public async postChatMessage(accessToken: string, message: ChatMessageRequest): Promise<Answer> {
		const post = { ...message, accessToken, at: this.clock.now() };
		this.posts.push(post);
		const answer = this.rule(post);
		if (answer instanceof Promise) return answer;
		if (answer === null) return ok({ messageId: `message-${this.posts.length}` });
		return err(typeof answer === 'string' ? kickError(answer) : answer);
	}
}

/** Returns `token-1` for every account, with a higher number after each renewal. */
export class CountingTokens implements ChatTokens {
	public readonly renewed: string[] = [];

	public async accessToken(): Promise<Result<string, KickError>> {
		return ok(`token-${this.renewed.length + 1}`);
	}

	public async renew(_accountUserId: number, rejectedToken: string): Promise<Result<string, KickError>> {
		this.renewed.push(rejectedToken);
		return this.accessToken();
	}
}

export function kickError(code: KickErrorCode, details?: KickErrorDetails): KickError {
	return new KickError(code, `Kick answered ${code}.`, details);
}
