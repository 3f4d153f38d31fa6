import { rename } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { PatienceMs } from '../../support/patience.js';
import { TestWorld } from '../../support/TestWorld.js';

let world: TestWorld;

beforeAll(async () => {
	world = await TestWorld.start();
});
afterAll(() => world.stop());

it('/health is 503 while the database file is gone, and 200 when it is back', async () => {
	const file = world.place.url.replace('file:', '');
	await rename(file, `${file}.away`);
	// A good answer of the database counts for a moment.
	const response = await vi.waitFor(async () => {
		const answer = await fetch(`${world.url}/health`);
		expect(answer.status).toBe(503);
		return answer;
	}, PatienceMs);
	expect(await response.json()).toMatchObject({ parts: { database: 'down' } });
	await rename(`${file}.away`, file);
	expect((await fetch(`${world.url}/health`)).status).toBe(200);
});
