import { afterEach, beforeEach, expect, it } from 'vitest';
import { RemotePictures } from '../../../src/lib/dashboard/pictures/RemotePictures.js';
import { HttpStub, raw, silence } from '../../support/HttpStub.js';

const MiB = 1_024 * 1_024;

let host: HttpStub;
let pictures: RemotePictures;
beforeEach(async () => {
	host = await HttpStub.start();
	host.reply(raw(200, Buffer.alloc(4 * MiB), { 'content-type': 'image/png' }));
	pictures = new RemotePictures();
});
afterEach(() => Promise.all([pictures.close(), host.stop()]));

const get = (name: string, maxBytes = 4 * MiB) => pictures.get(new URL(name, host.baseUrl), maxBytes);

it('keeps pictures up to 24 MiB, those that were asked for last', async () => {
	for (const name of ['1', '2', '3', '4', '5', '1', '6']) await get(name);
	expect(host.requests.map(({ path }) => path)).toEqual(['/1', '/2', '/3', '/4', '/5', '/6']);
	await get('1');
	await get('2');
	expect(host.requests.slice(6).map(({ path }) => path)).toEqual(['/2']);
});

it('keeps no failure, and no picture that is too large', async () => {
	for (let time = 0; time < 2; time++) expect((await get('1', MiB)).unwrapErr()).toBe('unavailable');
	expect(host.requests).toHaveLength(2);
	expect((await get('1')).unwrap().bytes).toHaveLength(4 * MiB);
});

it('ends running requests when it is closed, and begins no others', async () => {
	host.reply(silence);
	const asked = get('1');
	await expect.poll(() => host.requests).toHaveLength(1);
	await pictures.close();
	expect((await asked).unwrapErr()).toBe('unavailable');
	expect((await get('2')).unwrapErr()).toBe('unavailable');
	expect(host.requests).toHaveLength(1);
});
