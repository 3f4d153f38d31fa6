import { ListenersConsumer } from '../../../../src/lib/storage/consumers/wholeLog.js';
import type { Database } from '../../../../src/lib/storage/Database.js';
import { linkChannel } from './linkChannel.js';

type Linked = Pick<Database, 'accounts' | 'links' | 'settings' | 'consumers'>;

/** Links Discord servers to a channel. From here on, their consumers get its events. */
export async function linkServers(
	database: Linked,
	guildIds: readonly string[],
	broadcasterUserId = 123456,
	consumers: readonly string[] = [ListenersConsumer]
): Promise<void> {
	for (const guildId of guildIds) await linkChannel(database, guildId, broadcasterUserId);
	await database.consumers.followLinks(consumers);
}
