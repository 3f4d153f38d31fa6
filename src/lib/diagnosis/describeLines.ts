import { wrongTokenKey } from '../setupErrors.js';
import { type ConfigCode, type ConfigLine, failed, ok, warning } from './ConfigReport.js';
import { type ConfigFacts, FixChatroomIdHint, missingEvents } from './facts.js';

/** Describes the six lines of `check_kick_config`. Their order and wording are fixed. */
export function describeLines(facts: ConfigFacts): ConfigLine[] {
	const token = tokenLine(facts);
	const webhooks = webhooksLine(facts);
	return [
		channelLine(facts),
		facts.broadcasterUserId !== null
			? ok(`kick_broadcaster_user_id: ${facts.broadcasterUserId}`)
			: failed(notSyncedCode(facts), 'kick_broadcaster_user_id: not set. Run /kick sync.'),
		chatroomLine(facts),
		token,
		webhooks,
		chatLine(facts, token, webhooks)
	];
}

function channelLine({ channel, renamedTo }: ConfigFacts): ConfigLine {
	if (!channel)
		return failed('channel_not_set', 'kick_channel: not set. Run /kick channel with the name of your Kick channel.');
	if (renamedTo)
		return warning('channel_renamed', `kick_channel: ${channel} is called ${renamedTo} on Kick now. Run /kick sync.`);
	return ok(`kick_channel: ${channel}`);
}

/** Returns why the ids are not known. A sync needs a channel and a link. */
function notSyncedCode({ account, channel }: ConfigFacts): ConfigCode {
	if (!channel) return 'channel_not_set';
	return account ? 'not_synced' : 'not_linked';
}

function missingScopes({ account }: ConfigFacts): string[] {
	// Kick may leave the scopes out of its answer. Then no scope is known to be missing.
	if (!account || account.scopes.length === 0) return [];
	return ['chat:write', 'events:subscribe'].filter((scope) => !account.scopes.includes(scope));
}

/** Describes the chatroom id. For a linked channel a missing one is only a warning, because chat works without it. */
function chatroomLine(facts: ConfigFacts): ConfigLine {
	const { account, broadcasterUserId, chatroomId, socket } = facts;
	if (chatroomId !== null) {
		const line = `kick_chatroom_id: ${chatroomId}`;
		if (socket?.ownership === 'foreign')
			return warning('chatroom_foreign', `${line} belongs to another channel. ${FixChatroomIdHint}`);
		if (socket?.ownership !== 'unproven') return ok(line);
		return warning(
			'chatroom_unproven',
			`${line} waits for proof that it is this channel's. Write in the chat as the channel's owner, or run /kick sync.`
		);
	}
	const text =
		'kick_chatroom_id: not set. Run /kick sync, or enter it with /kick sync chatroom_id: (only the ' +
		'live socket needs it).';
	const code = broadcasterUserId === null ? notSyncedCode(facts) : 'chatroom_missing';
	return account ? warning(code, text) : failed(code, text);
}

function tokenLine(facts: ConfigFacts): ConfigLine {
	const { account, opensTokens, ownsChannel } = facts;
	if (!account) {
		return failed('not_linked', 'OAuth token: missing. No OAuth token found: the streamer has to run /kick link.');
	}
	if (account.status === 'relink') {
		return failed('link_ended', 'OAuth token: no longer valid. Link again: run /kick link.');
	}
	if (!opensTokens) return failed('wrong_token_key', `OAuth token: cannot be read. ${wrongTokenKey(account).hint}`);
	if (!ownsChannel) {
		return failed(
			'wrong_account',
			`OAuth token: belongs to ${account.username}, not to the owner of this channel. The owner has to run /kick link.`
		);
	}
	const missing = missingScopes(facts);
	if (missing.length > 0)
		return warning(
			'scopes_missing',
			`OAuth token: exists, without ${missing.join(' and ')}. Tick it in the Kick app, then run /kick link.`
		);
	return ok('OAuth token: exists');
}

function webhooksLine(facts: ConfigFacts): ConfigLine {
	if (!facts.account) return failed('not_linked', 'Webhooks: not registered. Run /kick link first.');
	const missing = missingEvents(facts);
	if (missing.length === 0 && facts.ownsChannel) return ok('Webhooks: registered');
	if (missing.length === facts.wanted.length || !facts.ownsChannel) {
		const code = facts.ownsChannel ? 'subscriptions_missing' : 'wrong_account';
		return failed(code, 'Webhooks: not registered. Run /kick sync.');
	}
	return warning(
		'subscriptions_missing',
		`Webhooks: ${facts.wanted.length - missing.length} of ${facts.wanted.length} registered. Run /kick sync.`
	);
}

function chatLine(facts: ConfigFacts, token: ConfigLine, webhooks: ConfigLine): ConfigLine {
	const canSend =
		facts.broadcasterUserId !== null && token.outcome !== 'failed' && !missingScopes(facts).includes('chat:write');
	const canReceive = webhooks.outcome !== 'failed' && !missingEvents(facts).includes('chat.message.sent');
	if (canSend && canReceive) return ok('Chat: ready to send/receive');
	const code = token.code ?? webhooks.code ?? notSyncedCode(facts);
	if (canSend) return failed(webhooks.code ?? code, 'Chat: ready to send, cannot receive. Run /kick sync.');
	if (canReceive && facts.account?.status === 'active' && !facts.opensTokens) {
		return failed(code, 'Chat: ready to receive, cannot send. Follow the line "OAuth token".');
	}
	if (canReceive) return failed(code, 'Chat: ready to receive, cannot send. Run /kick link.');
	return failed(code, 'Chat: not ready. Follow the lines above from the top.');
}
