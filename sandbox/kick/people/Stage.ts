import type { ChatRooms } from '../chat/ChatRooms.js';
import type { ChatRules } from '../chat/ChatRules.js';
import type { SimulatedOAuth } from '../oauth/SimulatedOAuth.js';
import type { SocketPublisher } from '../realtime/events/SocketPublisher.js';
import type { EventPublisher } from '../webhooks/EventPublisher.js';
import type { Delivery } from '../webhooks/WebhookSender.js';
import type { World } from '../world/World.js';

/** Parts of the simulated Kick that people's actions change. */
export interface Stage {
	world: World;
	rooms: ChatRooms;
	rules: ChatRules;
	oauth: SimulatedOAuth;
	/** Webhooks. */
	publisher: EventPublisher;
	/** Live socket. */
	socket: SocketPublisher;
}

/** Effects of an action: one delivery for each subscription of the app to its event. */
export interface EventResult {
	deliveries: Delivery[];
}
