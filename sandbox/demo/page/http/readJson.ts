import type { IncomingMessage } from 'node:http';
import { parseJson } from '../../../http/parseJson.js';
import { type BodyLimit, readBody } from '../../../http/readBody.js';
import { Refusal } from './Refusal.js';

const MaxBody: BodyLimit = { bytes: 16 * 1024, refusal: () => new Refusal(413, 'Send at most 16 KiB.') };

/** @throws Refusal 415, 413, 400 */
export async function readJson(request: IncomingMessage): Promise<unknown> {
	if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
		throw new Refusal(415, 'Send JSON with Content-Type: application/json.');
	}

	const value = parseJson((await readBody(request, MaxBody)).toString());
	if (value === undefined) throw new Refusal(400, 'This is not JSON.');
	return value;
}
