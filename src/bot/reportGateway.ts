import { container, Events, type SapphireClient } from '@sapphire/framework';
import { connectionReason } from '../lib/connectionReason.js';
import { oneLine } from '../lib/log/oneLine.js';

/** Message of discord.js' debug log, its only report of network errors that it retries. */
const NetworkError = /Shard (\d+)\].*due to a network error/s;

/** Logs why the gateway cannot be reached, once per outage of a shard. */
export function reportGateway(client: SapphireClient): void {
	const lost = new Set<number>();
	const report = (shard: number, reason: string) => {
		if (lost.has(shard)) return;
		lost.add(shard);
		container.logger.warn(
			`Discord's gateway cannot be reached for shard ${shard}: ${reason}. Check the network of this machine.`
		);
	};
	client.on(Events.ShardError, (error, shard) => report(shard, connectionReason(error) ?? oneLine(error.message)));
	client.on(Events.Debug, (text) => {
		const shard = NetworkError.exec(text)?.[1];
		if (shard) report(Number(shard), 'the connection is refused or cut');
	});
	client.on(Events.ShardReady, (shard) => lost.delete(shard));
	client.on(Events.ShardResume, (shard) => lost.delete(shard));
}
