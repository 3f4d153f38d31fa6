import type { IncomingMessage } from 'node:http';
import { refusals } from './DiscordError.js';
import type { ReceivedFile } from './UploadedFile.js';

export interface RequestBody {
	body: unknown;
	files: ReceivedFile[];
}

/** @throws DiscordError 50109 when the body is not JSON. */
export async function readRequestBody(request: IncomingMessage): Promise<RequestBody> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const bytes = Buffer.concat(chunks);
	if (bytes.length === 0) return { body: undefined, files: [] };

	const contentType = request.headers['content-type'] ?? 'application/json';
	if (contentType.startsWith('application/x-www-form-urlencoded')) {
		return { body: Object.fromEntries(new URLSearchParams(bytes.toString())), files: [] };
	}
	if (!contentType.startsWith('multipart/form-data')) return { body: parseJson(bytes.toString()), files: [] };
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
	return { body: typeof payload === 'string' ? parseJson(payload) : undefined, files };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw refusals.invalidJson();
	}
}
