import { expect } from 'vitest';
import type { Channel } from './Channel.js';
import type { Effects } from './Effects.js';
import { handledOnce } from './handledOnce.js';
import type { RecorderBot } from './RecorderBot.js';

/** Checks that every event answered 200 was handled once for every server of its channel, in the channel's order. */
export function expectHandledInOrder(
	effects: Effects,
	{ taken, guildIds }: Pick<Channel, 'taken' | 'guildIds'>,
	killed: readonly RecorderBot[] = [],
	mostRepeats?: number
): void {
	for (const guildId of guildIds) expect(handledOnce(effects, guildId, killed, mostRepeats)).toEqual(taken);
}
