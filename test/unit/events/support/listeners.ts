import type { EventEmitter } from 'node:events';
import type { Consumer } from '../../../../src/lib/events/consumers/Consumer.js';
import { type DeliveredEvent, ListenerRunner } from '../../../../src/lib/events/consumers/ListenerRunner.js';
import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';

/** Returns the listeners of a client, as the plugin has them. */
export function listenersOf(
	client: EventEmitter,
	onHandled: (read: () => DeliveredEvent) => void = () => undefined
): ReadonlyMap<string, Consumer> {
	const runner = new ListenerRunner(client, () => []);
	const consumer: Consumer = {
		name: ListenersConsumer,
		types: null,
		prepare: (read, type, limitMs) => runner.prepare(read, type, limitMs),
		onHandled
	};
	return new Map([[consumer.name, consumer]]);
}
