import { describe, expect, it } from 'vitest';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld({ KICK_API_BASE_URL: 'https://kick.invalid' });

describe('the page with all components', () => {
	it('does not exist where the bot talks to a real Kick', async () => {
		const answer = await fetch(`${world.url}/dashboard/design`);
		expect(answer.status).toBe(404);
		expect(await answer.text()).toContain('Page not found');
	});
});
