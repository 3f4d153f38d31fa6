import type { KickChatMode } from '../../kick/events/index.js';

/** Describes who may write in a chat, and how often. */
export function describeChatMode({ slowMode, followersMode, subscribersMode, emotesMode }: KickChatMode): string {
	const rules = [
		...(slowMode.enabled ? [`one message in ${slowMode.intervalSeconds} s`] : []),
		...(followersMode.enabled ? [followers(followersMode.minMinutes)] : []),
		...(subscribersMode ? ['subscribers only'] : []),
		...(emotesMode ? ['emotes only'] : [])
	];
	return rules.length === 0 ? 'everyone may write' : rules.join(', ');
}

function followers(minMinutes: number): string {
	return minMinutes > 0 ? `followers of ${minMinutes} min only` : 'followers only';
}
