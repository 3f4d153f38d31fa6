import { expect, it } from 'vitest';
import { HostBot } from '../../support/HostBot.js';
import { stopAfterAll } from '../../support/stopAfterAll.js';

const host = await stopAfterAll(HostBot.start({ kick: { dashboard: false } }));

it('the dashboard does not exist with dashboard: false, and the other routes do', async () => {
	for (const path of ['', '/login', '/1/settings', '/assets/dashboard.css']) {
		expect((await fetch(`${host.url}/dashboard${path}`)).status).toBe(404);
	}
	expect((await fetch(`${host.url}/health`)).status).toBe(200);
});
