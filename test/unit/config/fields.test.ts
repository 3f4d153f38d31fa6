import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as fields from '../../../src/lib/config/fields.js';
import { loadConfig } from '../../../src/lib/config/loadConfig.js';

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 })
	.publicKey.export({ type: 'spki', format: 'pem' })
	.toString();
const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc.stringMatching(/^(https?|wss?|file|postgres|redis|javascript):[/\\@:a-z0-9.?#[\]%]{0,20}$/),
	fc.nat().map(String),
	fc.constantFrom('true', 'ON', '0', 'auto', '__proto__', pem, pem.slice(0, 100), pem.replaceAll('\n', '\\n'))
);

describe('a value of the configuration', () => {
	it.each(Object.entries(fields))('read as %s is accepted or refused, for any text', (_name, field) => {
		fc.assert(
			fc.property(anyText, (text) => {
				const parsed = field.safeParse(text);
				if (!parsed.success) expect(parsed.error.issues[0]?.message).toMatch(/^(is|has) /);
			})
		);
	});

	it('that is accepted as an address of Kick has no path, no name and no query', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const parsed = fields.hostUrl.safeParse(text);
				if (parsed.success) expect(parsed.data).toMatch(/^https?:\/\/[^/?#@]+$/);
			})
		);
	});

	it('that is accepted as a public address has no name, query or slash at its end', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const parsed = fields.baseUrl.safeParse(text);
				if (parsed.success) expect(parsed.data).toMatch(/^https?:\/\/[^/?#@]+(\/[^?#]*[^/?#])?$/);
			})
		);
	});

	it('that is wrong is never quoted in the message, because it may be a misplaced secret', () => {
		const variables = fc.constantFrom(
			'DATABASE_URL',
			'REDIS_URL',
			'KICK_API_BASE_URL',
			'KICK_WEBHOOK_PUBLIC_KEY',
			'OAUTH_BASE_URL'
		);
		fc.assert(
			fc.property(
				fc.dictionary(
					variables,
					fc.uuid().map((secret) => `:${secret}@`)
				),
				(environment) => {
					const message = loadConfig({}, environment).match({ ok: () => '', err: (error) => error.message });
					for (const secret of Object.values(environment)) expect(message).not.toContain(secret.slice(1, -1));
				}
			)
		);
	});
});
