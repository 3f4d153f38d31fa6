import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Range, Ranges, rangeOf } from '../../../src/dashboard/activity/RangeLinks.js';
import { nameClass } from '../../../src/dashboard/design/hues.js';
import { EventNames, SourceNames } from '../../../src/dashboard/log/eventNames.js';
import { readLogQuery } from '../../../src/dashboard/log/LogQuery.js';
import { States } from '../../../src/dashboard/log/states.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { Signer } from '../../../src/lib/crypto/Signer.js';
import { TokenVault } from '../../../src/lib/crypto/TokenVault.js';
import { FormTokens } from '../../../src/lib/dashboard/FormTokens.js';
import { StartedLogins } from '../../../src/lib/dashboard/login/StartedLogins.js';
import { Notices } from '../../../src/lib/dashboard/Notices.js';
import { isSameOrigin } from '../../../src/lib/http/formOrigin.js';

const key = new Secret('a key of this bot');
const signer = new Signer(key);
const vault = new TokenVault(key);
const session = { idHash: 'a', userId: '1', username: 'ana', avatar: null, token: key, expiresAt: new Date() };

/** Arbitrary texts, and texts that look like values of the bot. */
const anything = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.base64String(),
	fc.tuple(fc.stringMatching(/^[\w-]{0,60}$/), fc.stringMatching(/^[\w-]{43}$/)).map((parts) => parts.join('.')),
	fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from([1, ...bytes]).toString('base64url'))
);

describe('a foreign value', () => {
	it('is no session, no notice, no started login and no form token, and nothing throws', async () => {
		const usedForms = { use: () => Promise.reject(new Error('It was taken.')), deleteExpired: async () => 0 };
		const [notices, logins, forms] = [new Notices(signer), new StartedLogins(vault), new FormTokens(usedForms, signer)];
		await fc.assert(
			fc.asyncProperty(anything, anything, async (value, other) => {
				expect(signer.verify(value, 'session')).toBeNull();
				expect(notices.open(session, value)).toBeNull();
				expect(logins.find(value, other)).toBeNull();
				expect(await forms.take(session, other, value)).toBe('forged');
			})
		);
	});

	it('is none either when it is an own value with one changed character', async () => {
		const usedForms = { use: async () => true, deleteExpired: async () => 0 };
		const forms = new FormTokens(usedForms, signer);
		const token = forms.create(session, '1/settings');
		const changes = fc.tuple(fc.nat(token.length - 2), fc.constantFrom(...'AZaz09-_.'));
		await fc.assert(
			fc.asyncProperty(changes, async ([index, character]) => {
				const altered = `${token.slice(0, index)}${character}${token.slice(index + 1)}`;
				expect(await forms.take(session, '1/settings', altered)).toBe(altered === token ? null : 'forged');
			})
		);
	});
});

describe('the query of a page', () => {
	const field = fc.constantFrom('type', 'state', 'source', 'before', 'after', 'hours', '__proto__', 'constructor');
	const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('toString', '__proto__', 'handled', '24'));
	const queries = fc.array(fc.tuple(field, value)).map((fields) => new URLSearchParams(fields));

	it('contains only known values, whatever the address contains', () => {
		fc.assert(
			fc.property(queries, (query) => {
				const { type, state, source, before, after, ...more } = readLogQuery(query);
				expect(more).toEqual({});
				for (const [names, chosen] of [
					[EventNames, type],
					[States, state],
					[SourceNames, source]
				] as const)
					expect(chosen === undefined || Object.hasOwn(names, chosen)).toBe(true);
				for (const id of [before, after]) expect(id ?? '01').toMatch(/^[0-9A-Z]+$/);
				expect(Ranges).toContain(rangeOf(query) satisfies Range);
			})
		);
	});
});

it('any colour becomes one of the classes of the page', () => {
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^#[0-9A-Fa-f]{6}$/)), (color) => {
			expect(nameClass(color)).toMatch(/^name( hue-(1?\d|2[0-3]))?$/);
		})
	);
});

it('an origin is accepted only if it is exactly the bot’s', () => {
	const piece = fc.constantFrom(
		'https://bot.example.com',
		'http://',
		'.',
		':443',
		'@',
		'/',
		' ',
		',',
		'evil',
		'null',
		''
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 4 }), fc.option(fc.string(), { nil: undefined }), (pieces, site) => {
			const origin = pieces.join('');
			const isOurs = isSameOrigin({ origin, 'sec-fetch-site': site }, 'https://bot.example.com');
			const isRight = origin === 'https://bot.example.com' && (site === undefined || site === 'same-origin');
			expect(isOurs).toBe(isRight);
		})
	);
});
