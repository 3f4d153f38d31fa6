/** One line of what happened on the simulated Kick, for a transcript. */
export interface Activity {
	at: Date;
	kind: 'chat' | 'oauth' | 'api' | 'webhook' | 'socket';
	text: string;
}

export type ActivityListener = (activity: Activity) => void;

export class ActivityFeed {
	readonly #listeners = new Set<ActivityListener>();

	public note(kind: Activity['kind'], text: string): void {
		const activity: Activity = { at: new Date(), kind, text };
		for (const listener of this.#listeners) listener(activity);
	}

	/** @returns A function that removes the listener. */
	public listen(listener: ActivityListener): () => void {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	}
}
