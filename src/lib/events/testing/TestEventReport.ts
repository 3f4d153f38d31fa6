/** A station of a test event on its way through the bot. */
export interface TestEventStep {
	/** `answered`: the webhook route has. `stored`: it is in the log. `handled`: the listeners are done. */
	name: 'answered' | 'stored' | 'handled';
	ok: boolean;
	/** Since the test began, in milliseconds. */
	afterMs: number;
	/** For people: what happened, or why not. */
	text: string;
}

/** How a test event went. */
export interface TestEventReport {
	/** As in `context.eventId`. */
	eventId: string;
	type: string;
	/** Status of the webhook route's answer: 200 when all is well. */
	status: number;
	/** Whether every step went well. */
	ok: boolean;
	/** Up to the first that did not. */
	steps: TestEventStep[];
}
