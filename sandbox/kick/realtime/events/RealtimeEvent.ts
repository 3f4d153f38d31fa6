/** Something that everybody hears who is subscribed to the channel. */
export interface RealtimeEvent {
	/** Such as `chatrooms.5690002.v2`. */
	channel: string;
	/** Such as `App\Events\ChatMessageEvent`. */
	event: string;
	/** What is in the JSON string within the frame. */
	data: unknown;
}
