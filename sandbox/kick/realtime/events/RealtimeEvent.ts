/** Event for all subscribers of a channel. */
export interface RealtimeEvent {
	/** Channel name, such as `chatrooms.5690002.v2`. */
	channel: string;
	/** Event name, such as `App\Events\ChatMessageEvent`. */
	event: string;
	/** Data in the JSON string within the frame. */
	data: unknown;
}
