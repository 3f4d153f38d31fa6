import type { IncomingMessage } from 'node:http';
import { err, ok, type Result } from '@sapphire/result';
import type { BodyFailure } from './OpenBody.js';
import { readBody } from './readBody.js';

const FormType = 'application/x-www-form-urlencoded';

/** Reason why a form was not read. `wrong_type`: the body is not a form. */
export type FormFailure = BodyFailure | 'wrong_type';

/** Reads the fields of a URL-encoded form. */
export async function readForm(
	request: IncomingMessage,
	limitBytes: number
): Promise<Result<URLSearchParams, FormFailure>> {
	const [type = ''] = (request.headers['content-type'] ?? '').split(';', 1);
	if (type.trim().toLowerCase() !== FormType) return err('wrong_type');
	const body = await readBody(request, limitBytes);
	return typeof body === 'string' ? err(body) : ok(new URLSearchParams(body.toString('utf8')));
}
