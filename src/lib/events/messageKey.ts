/**
 * Builds the key that all deliveries of a chat message share, whatever their source.
 *
 * It contains the channel. So whatever a socket sends, a message of one channel cannot replace one of another channel.
 */
export function messageKey(broadcasterUserId: number, messageId: string): string {
	return `${broadcasterUserId}:${messageId}`;
}
