/**
 * What makes deliveries of a chat message one and the same, by whichever way they come.
 *
 * The channel is part of it: whatever a socket says, a message of one channel can't take the place of another channel's.
 */
export function messageKey(broadcasterUserId: number, messageId: string): string {
	return `${broadcasterUserId}:${messageId}`;
}
