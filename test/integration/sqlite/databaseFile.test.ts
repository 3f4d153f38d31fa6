import { rename } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();

it('/health is 503 while the database file is gone, and 200 when it is back', async () => {
	const file = world.place.url.replace('file:', '');
	await rename(file, `${file}.away`);
	const response = await fetch(`${world.url}/health`);
	expect(response.status).toBe(503);
	expect(await response.json()).toMatchObject({ parts: { database: 'down' } });
	await rename(`${file}.away`, file);
	expect((await fetch(`${world.url}/health`)).status).toBe(200);
});
