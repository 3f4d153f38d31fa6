import { ok } from '@sapphire/result';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import type { DiscordHttp } from '../../../src/lib/discord/oauth/DiscordHttp.js';
import { DiscordUserApi } from '../../../src/lib/discord/oauth/DiscordUserApi.js';

const token = new Secret('a token of a person');
/** A Discord with this answer. */
const answering = (status: number, json: unknown) =>
	new DiscordUserApi({ call: async () => ok({ status, json }) } as unknown as DiscordHttp);

const Hash = 'a_0123456789abcdef0123456789abcdef';
const text = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom('1', '80351110224678912', '32', '8', Hash, '../1')
);
const object = fc.record(
	{
		id: text,
		name: text,
		username: text,
		global_name: fc.option(text),
		avatar: text,
		icon: text,
		owner: fc.anything(),
		permissions: text
	},
	{ requiredKeys: [] }
);
const anything = fc.oneof(fc.jsonValue(), object, fc.array(object), fc.anything());

it('reads people only with a numeric id and a name, whatever Discord answers', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			const person = await answering(200, json).person(token);
			person.inspect(({ id, name, avatar }) => {
				expect(id).toMatch(/^\d{1,20}$/);
				expect(name.length).toBeGreaterThan(0);
				expect(avatar ?? Hash).toMatch(/^(a_)?[0-9a-f]{32}$/);
			});
			expect(person.isOk() || person.unwrapErr().code === 'unavailable').toBe(true);
		})
	);
});

it('reads only servers with numeric ids, and managers by a right permission, whatever Discord answers', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			const guilds = await answering(200, json).guilds(token);
			guilds.inspect((list) => {
				for (const [index, { id, icon, isManager }] of list.entries()) {
					const { owner, permissions } = (json as { owner?: unknown; permissions: string }[])[index]!;
					expect(id).toMatch(/^\d{1,20}$/);
					expect(icon ?? Hash).toMatch(/^(a_)?[0-9a-f]{32}$/);
					expect(isManager).toBe(owner === true || (BigInt(permissions) & 0x28n) !== 0n);
				}
			});
			expect(guilds.isOk() || guilds.unwrapErr().code === 'unavailable').toBe(true);
		})
	);
});

it('treats a token that Discord does not know as invalid, whatever else Discord answers', async () => {
	await fc.assert(
		fc.asyncProperty(anything, async (json) => {
			expect((await answering(401, json).guilds(token)).unwrapErr().code).toBe('unauthorized');
		})
	);
});
