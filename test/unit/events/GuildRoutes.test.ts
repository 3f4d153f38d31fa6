import { expect, it } from 'vitest';
import { GuildRoutes } from '../../../src/lib/events/GuildRoutes.js';
import type { LinkedChannel } from '../../../src/lib/storage/links/types.js';

const channel = (guildId: string): LinkedChannel => ({
	guildId,
	broadcasterUserId: 5,
	username: 'one',
	slug: null,
	chatroomId: null
});

/** Answers each look when the test says so. */
function routesOf() {
	const looks: ((channels: LinkedChannel[]) => void)[] = [];
	const routes = new GuildRoutes({ channels: () => new Promise((resolve) => looks.push(resolve)) });
	return { looks, routes };
}

it('no event passes another while the servers are looked up', async () => {
	const { looks, routes } = routesOf();
	const order: number[] = [];
	const asked = [1, 2, 3].map((number) => routes.guildsOf(5).then(() => order.push(number)));
	expect(looks).toHaveLength(1);
	looks[0]?.([channel('1')]);
	await Promise.all(asked);
	expect(order).toEqual([1, 2, 3]);
	expect(await routes.guildsOf(5)).toEqual(['1']);
	expect(looks).toHaveLength(1);
});

it('a change makes it look again, also while it looks', async () => {
	const { looks, routes } = routesOf();
	const before = routes.guildsOf(5);
	routes.forget();
	const after = routes.guildsOf(5);
	looks[1]?.([channel('2')]);
	looks[0]?.([]);
	expect([await before, await after]).toEqual([[], ['2']]);
	expect(await routes.guildsOf(5)).toEqual(['2']);
	expect(looks).toHaveLength(2);
});

it('neither "nobody" nor a failure is kept', async () => {
	const { looks, routes } = routesOf();
	const nobody = routes.guildsOf(5);
	looks[0]?.([]);
	expect(await nobody).toEqual([]);
	void routes.guildsOf(5);
	expect(looks).toHaveLength(2);

	const failing = new GuildRoutes({ channels: () => Promise.reject(new Error('no database')) });
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
	await expect(failing.guildsOf(5)).rejects.toThrow('no database');
});
