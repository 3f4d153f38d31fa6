import { type Answer, edgeBlockedHtml, edgeBlockedJson, json, serverError } from './answers.js';
import type { Fault, FaultAnswer, NamedFault } from './Faults.js';

/** End of a request on the wire. */
export interface Outcome {
	answer: Answer | null;
	sending: 'whole' | 'half' | 'cut' | 'never';
}

export async function outcomeOf(fault: Fault, carryOut: () => Promise<Answer>): Promise<Outcome> {
	if (typeof fault === 'string') return outcomeOf({ fault }, carryOut);
	if ('until' in fault) {
		const early = fault.applied ? await carryOut() : null;
		await (typeof fault.until === 'function' ? fault.until() : fault.until);
		return { answer: early ?? (await carryOut()), sending: 'whole' };
	}
	if ('fault' in fault && fault.fault === 'half') return { answer: await carryOut(), sending: 'half' };

	if (fault.applied) await carryOut();
	if ('status' in fault) return { answer: customAnswer(fault), sending: 'whole' };
	if (fault.fault === 'timeout') return { answer: null, sending: 'never' };
	if (fault.fault === 'cut') return { answer: null, sending: 'cut' };
	return { answer: namedAnswer(fault), sending: 'whole' };
}

function customAnswer({ status, body = '', headers = {} }: FaultAnswer): Answer {
	return typeof body === 'string' ? { status, headers, body } : json(status, body, headers);
}

function namedAnswer({ fault, retryAfterSeconds }: NamedFault): Answer {
	switch (fault) {
		case 'html403':
			return edgeBlockedHtml();
		case 'edge403':
			return edgeBlockedJson();
		case 'empty400':
			return { status: 400, headers: {}, body: '' };
		case 'rateLimited': {
			const headers = retryAfterSeconds === undefined ? undefined : { 'retry-after': String(retryAfterSeconds) };
			return json(429, { data: {}, message: 'Too many requests' }, headers);
		}
		default:
			return serverError();
	}
}
