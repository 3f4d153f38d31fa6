import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../sandbox/undici.js';
import { call, startKick } from './support.js';

describe('GET /emotes/:id/fullsize', () => {
	it('is a picture that others can read, another one for another emote', async () => {
		const kick = await startKick();
		const pictures: Buffer[] = [];
		for (const id of ['37226', '1']) {
			const answer = await request(`${kick.url}/emotes/${id}/fullsize`);
			expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/png']);
			pictures.push(Buffer.from(await answer.body.arrayBuffer()));
		}
		const [one, other] = pictures;
		expect(await loadImage(one ?? '')).toMatchObject({ width: 28, height: 28 });
		expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
	});

	it('is there for numbers only', async () => {
		const kick = await startKick();
		expect((await call(kick, 'GET /emotes/KEKW/fullsize')).status).toBe(404);
	});
});
