import type { EventEmitter } from 'node:events';
import type { DispatcherDependencies } from '../../../../src/lib/events/consumers/Dispatcher.js';
import { KickMetrics } from '../../../../src/lib/KickMetrics.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { recordingLogger } from '../../../support/recordingLogger.js';
import { listenersOf } from './listeners.js';

/** A cluster of one process, which handles all servers. */
export const onlyProcess: DispatcherDependencies['cluster'] = {
	owns: () => true,
	hasShardOf: () => true,
	isOrphaned: () => false,
	wake: () => undefined
};

/** Returns what a dispatcher needs in a bot whose servers stay linked and which sends nothing itself. */
export function dispatcherDependencies(database: Database, client: EventEmitter): DispatcherDependencies {
	return {
		queues: database.consumers,
		events: database.events,
		begunEvents: database.begunEvents,
		consumers: listenersOf(client),
		cluster: onlyProcess,
		linksVersion: () => 0,
		isLinked: async () => true,
		echoes: { isEcho: async () => false },
		metrics: new KickMetrics(),
		logger: recordingLogger()
	};
}
