/**
 * What makes deliveries of a chat message one and the same, by whichever way they come.
 *
 * With the channel: a chatroom id that somebody has entered wrong gives one channel the messages of another, by socket, and must
 * not take them from it.
 */
export function messageKey(broadcasterUserId: number, messageId: string): string {
	return `${broadcasterUserId}:${messageId}`;
}
