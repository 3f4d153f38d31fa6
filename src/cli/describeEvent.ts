import { escapedLine } from '../lib/escapeControls.js';
import type { LoggedEvent } from '../lib/storage/eventLog/types.js';

/** Describes an event in one line, plus one line for each server that has not handled it. */
export function describeEvent({ id, type, source, state, receivedAt, error, deliveries }: LoggedEvent): string {
	const handled = deliveries.filter((delivery) => delivery.state === 'handled').length;
	const servers = deliveries.length > 0 ? `  ${handled}/${deliveries.length} servers` : '';
	const reason = error ? `  ${escapedLine(error)}` : '';
	const lines = [
		`${id}  ${receivedAt.toISOString()}  ${state.padEnd(11)}  ${escapedLine(type)}  ${source}${servers}${reason}`
	];
	for (const delivery of deliveries) {
		if (delivery.state === 'handled') continue;
		const reason = delivery.error ? `: ${escapedLine(delivery.error)}` : '';
		lines.push(`    server ${delivery.guildId}  ${delivery.state} after ${delivery.attempts} attempts${reason}`);
	}
	return lines.join('\n');
}
