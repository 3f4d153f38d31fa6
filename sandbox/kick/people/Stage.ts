import type { ChatRooms } from '../chat/ChatRooms.js';
import type { ChatRules } from '../chat/ChatRules.js';
import type { SimulatedOAuth } from '../oauth/SimulatedOAuth.js';
import type { SocketPublisher } from '../realtime/events/SocketPublisher.js';
import type { EventPublisher } from '../webhooks/EventPublisher.js';
import type { Delivery } from '../webhooks/WebhookSender.js';
import type { World } from '../world/World.js';

/** What people on the simulated Kick act upon. */
export interface Stage {
	world: World;
	rooms: ChatRooms;
	rules: ChatRules;
	oauth: SimulatedOAuth;
	/** Webhooks. */
	publisher: EventPublisher;
	/** The live socket. */
	socket: SocketPublisher;
}

/** What an action caused: one delivery for each subscription of the app to it. */
export interface EventResult {
	deliveries: Delivery[];
}
