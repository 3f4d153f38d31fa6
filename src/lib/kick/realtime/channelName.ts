const Channel = /^chatrooms\.([1-9]\d{0,15})\.v2$/;

/** Returns the channel with a chatroom's messages, on both kinds of servers. */
export function channelOf(chatroomId: number): string {
	return `chatrooms.${chatroomId}.v2`;
}

/** Returns the chatroom of a channel, or `null` for a channel of another kind. */
export function chatroomIdOf(channel: string): number | null {
	const digits = Channel.exec(channel)?.[1];
	return digits === undefined ? null : Number(digits);
}
