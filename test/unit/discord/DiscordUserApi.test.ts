import { ok } from '@sapphire/result';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import type { DiscordHttp } from '../../../src/lib/discord/oauth/DiscordHttp.js';
import { DiscordUserApi } from '../../../src/lib/discord/oauth/DiscordUserApi.js';

const token = new Secret('a token of a person');
/** A Discord that answers this. */
const answering = (status: number, json: unknown) =>
	new DiscordUserApi({ call: async () => ok({ status, json }) } as unknown as DiscordHttp);

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('1', '80351110224678912', '32', '8'));
const object = fc.record(
	{ id: text, name: text, username: text, global_name: fc.option(text), owner: fc.anything(), permissions: text },
	{ requiredKeys: [] }
);
const anything = fc.oneof(fc.jsonValue(), object, fc.array(object), fc.anything());

it('whatever Discord says, people have ids that are numbers and a name, or nobody is there', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			const person = await answering(200, json).person(token);
			person.inspect(({ id, name }) => {
				expect(id).toMatch(/^\d{1,20}$/);
				expect(name.length).toBeGreaterThan(0);
			});
			expect(person.isOk() || person.unwrapErr().code === 'unavailable').toBe(true);
		})
	);
});

it('whatever Discord says, servers have ids that are numbers, and only a right permission makes a manager', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			const guilds = await answering(200, json).guilds(token);
			guilds.inspect((list) => {
				for (const [index, { id, isManager }] of list.entries()) {
					const { owner, permissions } = (json as { owner?: unknown; permissions: string }[])[index]!;
					expect(id).toMatch(/^\d{1,20}$/);
					expect(isManager).toBe(owner === true || (BigInt(permissions) & 0x28n) !== 0n);
				}
			});
			expect(guilds.isOk() || guilds.unwrapErr().code === 'unavailable').toBe(true);
		})
	);
});

it('a token that Discord does not know is none, whatever else it says', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			expect((await answering(401, json).guilds(token)).unwrapErr().code).toBe('unauthorized');
		})
	);
});
