import type { IncomingMessage } from 'node:http';
import { parseJson } from '../../http/parseJson.js';
import { readBody } from '../../http/readBody.js';
import { refusals } from './DiscordError.js';
import type { ReceivedFile } from './UploadedFile.js';

export interface RequestBody {
	body: unknown;
	files: ReceivedFile[];
}

/** @throws DiscordError 50109 when the body is not JSON. */
export async function readRequestBody(request: IncomingMessage): Promise<RequestBody> {
	const bytes = await readBody(request);
	if (bytes.length === 0) return { body: undefined, files: [] };

	const contentType = request.headers['content-type'] ?? 'application/json';
	if (contentType.startsWith('application/x-www-form-urlencoded')) {
		return { body: Object.fromEntries(new URLSearchParams(bytes.toString())), files: [] };
	}
	if (!contentType.startsWith('multipart/form-data')) return { body: jsonOf(bytes.toString()), files: [] };
	return readForm(bytes, contentType);
}

/** @see https://docs.discord.com/developers/reference#uploading-files */
async function readForm(bytes: Buffer, contentType: string): Promise<RequestBody> {
	const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
	const files: ReceivedFile[] = [];
	for (const [field, value] of form) {
		if (typeof value === 'string') continue;
		files.push({
			id: /\d+/.exec(field)?.[0] ?? '0',
			name: value.name,
			sizeBytes: value.size,
			contentType: value.type,
			bytes: new Uint8Array(await value.arrayBuffer())
		});
	}

	const payload = form.get('payload_json');
	return { body: typeof payload === 'string' ? jsonOf(payload) : undefined, files };
}

function jsonOf(text: string): unknown {
	const value = parseJson(text);
	if (value === undefined) throw refusals.invalidJson();
	return value;
}
