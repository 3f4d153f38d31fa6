import { err, ok, type Result } from '@sapphire/result';
import { isChannelName } from '../channelName.js';
import { KickError } from '../errors.js';
import type { KickAnswer } from '../http/answer.js';
import { answerError, BlockedHint, kickErrorOf, UnreadableHint } from '../http/answerError.js';
import { KickHttp, type KickHttpOptions } from '../http/KickHttp.js';
import { type WebsiteChannel, websiteChannelAnswer } from './schemas.js';

const UnknownChannelHint = 'Kick has no channel with this name. Check the name.';

/**
 * Client for the one endpoint of Kick's website that the bot needs, because only it returns the chatroom id.
 *
 * Kick does not support it for bots, and its firewall refuses many addresses (KickDevDocs #349, #354). So `blocked` is
 * a normal result.
 */
export class KickWebsiteClient {
	readonly #http: KickHttp;

	public constructor(options: KickHttpOptions) {
		this.#http = new KickHttp(options);
	}

	/**
	 * Reads a channel.
	 *
	 * @returns `channel_not_found` when the website does not know the slug, `blocked` when it refuses programs.
	 */
	public async getChannel(slug: string): Promise<Result<WebsiteChannel, KickError>> {
		if (!isChannelName(slug)) return err(new KickError('channel_not_found', UnknownChannelHint));
		const called = await this.#http.call({ method: 'GET', path: `/api/v2/channels/${slug}` });
		return called.andThen(readChannel);
	}

	public close(): Promise<void> {
		return this.#http.close();
	}
}

function readChannel(answer: KickAnswer): Result<WebsiteChannel, KickError> {
	// A challenge page has status 403 or 200.
	if (answer.status === 403 || (answer.status === 200 && answer.isHtml)) {
		return err(kickErrorOf(answer, 'blocked', BlockedHint));
	}
	if (answer.status === 404) return err(kickErrorOf(answer, 'channel_not_found', UnknownChannelHint));
	if (answer.status !== 200) return err(answerError(answer));
	const parsed = websiteChannelAnswer.safeParse(answer.json);
	return parsed.success ? ok(parsed.data) : err(kickErrorOf(answer, 'invalid_response', UnreadableHint));
}
