import { type ChangeOrigin, CodeActor, type KickActor } from '../storage/history/types.js';

/** Options of every call that changes a setting. */
export interface ChangeOptions {
	/**
	 * Person who makes the change. The history of the server shows them.
	 *
	 * @default the code of the host bot
	 */
	by?: KickActor;
}

export function originOf({ by = CodeActor }: ChangeOptions): ChangeOrigin {
	return { by };
}
