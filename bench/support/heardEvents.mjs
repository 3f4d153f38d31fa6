import { container } from '@sapphire/framework';

const received = [];
let isListening = false;

/** Adds a listener that records each event and its server. Call it before the events are sent. */
export function startHearing() {
	if (isListening) return;
	isListening = true;
	container.client.on('kickEvent', (_event, { eventId, guildId }) => received.push(`${eventId} ${guildId}`));
}

/** Returns the events recorded since the last call. */
export function takeReceived() {
	return received.splice(0);
}
