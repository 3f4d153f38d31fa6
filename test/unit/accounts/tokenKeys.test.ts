import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Streamer } from '../../../sandbox/kick/index.js';
import { Secret } from '../../../src/lib/crypto/Secret.js';
import { type ServiceProcess, ServiceWorld } from '../../support/ServiceWorld.js';
import { databaseProviders } from '../../support/temporaryDatabase.js';

const Right = 'the right key of this bot';
const Wrong = 'a wrong key for this bot';
const DoesNotFit = /does not fit the database: the tokens of (\d) of (\d) linked accounts/;
const Unneeded = 'All data uses the new key, so KICK_TOKEN_KEY_OLD is no longer needed';

const person = { id: '80351110224678912', name: 'Mia', avatar: null };
const inAnHour = () => new Date(Date.now() + 60 * 60_000);

function saidBy({ log }: ServiceProcess): string {
	return log.join('\n');
}

describe.each(databaseProviders)('a start with another key on %s', (provider) => {
	let world: ServiceWorld;
	let streamer: Streamer;

	beforeEach(async () => {
		world = await ServiceWorld.start(provider);
		streamer = world.kick.addStreamer('ana');
	});

	/** Opens the service with these options for the time of the task. */
	async function during<T>(
		options: Parameters<ServiceWorld['open']>[0],
		work: (process: ServiceProcess) => Promise<T>,
		how: 'open' | 'run' = 'open'
	): Promise<T> {
		const process = await world[how](options);
		try {
			return await work(process);
		} finally {
			await process.service.stop();
		}
	}

	const linkWith = (options: Parameters<ServiceWorld['open']>[0]) =>
		during(options, (process) => world.link(process, '1', streamer));

	/** Resolves when everything is encrypted with the new key. */
	const rotate = (options: Parameters<ServiceWorld['open']>[0]) =>
		during(
			options,
			(process) => vi.waitFor(() => expect(saidBy(process)).toContain(Unneeded), { timeout: 60_000 }),
			'run'
		);

	const sendWith = (options: Parameters<ServiceWorld['open']>[0]) =>
		during(options, ({ service }) => service.send('1', 'hi'));

	it.each([
		['KICK_TOKEN_KEY', { tokenKey: Right }, { tokenKey: Wrong }],
		['KICK_CLIENT_SECRET', {}, { clientSecret: 'the-client-secret-after-a-reset' }]
	])(
		'that is the fault of %s says so and changes nothing, and the right key works again',
		async (name, right, wrong) => {
			await linkWith(right);
			for (const kind of ['user', 'app'] as const) world.kick.oauth.expireAccessTokens(kind);
			const before = await world.accounts();
			await during(wrong, async (process) => {
				await process.service.start();
				expect(saidBy(process)).toMatch(DoesNotFit);
				expect(saidBy(process)).toContain(`Restore the earlier ${name}`);
				expect((await process.service.send('1', 'hi')).unwrapErr().code).toBe('wrong_token_key');
				const { lines } = await process.service.check('1');
				expect(lines[3]).toMatchObject({ outcome: 'failed', text: expect.stringContaining('cannot be read') });
				expect(lines[3]?.text).toContain('KICK_TOKEN_KEY_OLD');
			});
			expect(await world.accounts()).toEqual(before);

			await during(right, async (process) => {
				expect(saidBy(process)).not.toMatch(DoesNotFit);
				expect((await process.service.send('1', 'back')).isOk()).toBe(true);
			});
		}
	);

	it('is noticed in a database from before fingerprints as well', async () => {
		await linkWith({ tokenKey: Right });
		await world.place.run('DELETE FROM kick_keys');
		await during({ tokenKey: Wrong }, async (process) => expect(saidBy(process)).toMatch(DoesNotFit));
		await during({ tokenKey: Right }, async (process) => expect(saidBy(process)).not.toMatch(DoesNotFit));
	});

	it('allows a new link if the key is lost, and is silent once that is done', async () => {
		await linkWith({ tokenKey: Right });
		await linkWith({ tokenKey: Wrong });
		await during({ tokenKey: Wrong }, async (process) => expect(saidBy(process)).not.toMatch(DoesNotFit));
		expect((await sendWith({ tokenKey: Wrong })).isOk()).toBe(true);
		await during({ tokenKey: Right }, async (process) => expect(saidBy(process)).toMatch(DoesNotFit));
	});

	it('revokes accounts that were unlinked meanwhile as soon as the right key is back', async () => {
		await linkWith({ tokenKey: Right });
		await during({ tokenKey: Wrong }, async ({ service }) => {
			expect((await service.unlink('1')).unwrap().revoked).toBe(false);
		});
		expect(world.count('/oauth/revoke')).toBe(0);
		await world.run({ tokenKey: Right });
		await vi.waitFor(() => expect(world.count('/oauth/revoke')).toBe(1), { timeout: 60_000 });
	});

	it('stores nothing of the key but its fingerprint', async () => {
		await linkWith({ tokenKey: Right });
		const rows = await world.place.query('SELECT name, fingerprint FROM kick_keys');
		expect(rows).toEqual([{ name: 'tokens', fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) }]);
		const hash = createHash('sha256').update(Right).digest('hex');
		expect(hash).not.toContain(rows[0]?.fingerprint);
	});

	describe('and the old one beside it', () => {
		const before = { tokenKey: Right, discordClientSecret: 'secret-of-Discord' };
		const both = { ...before, tokenKey: 'the new key of this bot', tokenKeyOld: Right };
		const after = { ...before, tokenKey: both.tokenKey };

		it('opens everything, seals everything again, and then the old key is no longer needed', async () => {
			await linkWith(before);
			const second = world.kick.addStreamer('bo');
			const { cookie, link } = await during(before, async (process) => {
				const { service } = process;
				await world.link(process, '2', second);
				world.kick.faults.always('POST /oauth/revoke', 'serverError');
				await service.unlink('2');
				world.kick.oauth.signIn('ana');
				const started = await service.startLink({ guildId: '3', discordUserId: '1', account: 'streamer' });
				const token = { token: new Secret('token of Mia'), expiresAt: inAnHour() };
				const session = await service.dashboard!.sessions.create(person, token);
				return { cookie: session.cookie, link: await world.consent(process, started.unwrap().url) };
			});

			await during(both, async ({ service }) => {
				expect((await service.send('1', 'hi')).isOk()).toBe(true);
				expect((await service.dashboard!.sessions.find(cookie))?.token.reveal()).toBe('token of Mia');
			});
			await rotate(both);

			expect((await sendWith(before)).unwrapErr().code).toBe('wrong_token_key');
			world.kick.faults.clear();
			await during(after, async (process) => {
				const { service } = process;
				expect(saidBy(process)).not.toMatch(DoesNotFit);
				expect((await service.send('1', 'hi')).isOk()).toBe(true);
				const [session] = await service.dashboard!.sessions.ofUser(person.id);
				expect(session?.token.reveal()).toBe('token of Mia');
				expect(await service.finishLink(link.query, link.browser)).toMatchObject({ ok: true });
				await service.start();
				await vi.waitFor(
					() =>
						expect(world.kick.calls.some(({ path, status }) => path === '/oauth/revoke' && status === 200)).toBe(true),
					{ timeout: 60_000 }
				);
			});
		});

		it('may be the client secret if no key was set before', async () => {
			await linkWith({});
			const key = 'the first key of this bot';
			await rotate({ tokenKey: key, tokenKeyOld: world.kick.app.clientSecret });
			expect((await sendWith({ tokenKey: key })).isOk()).toBe(true);
		});

		it('continues where it was interrupted', async () => {
			await linkWith(before);
			await during(before, async ({ service }) => {
				const token = { token: new Secret('token of Mia'), expiresAt: inAnHour() };
				await service.dashboard!.sessions.create(person, token);
			});
			await world.place.run(
				provider === 'sqlite'
					? `CREATE TRIGGER refuse BEFORE UPDATE ON kick_sessions BEGIN SELECT RAISE(ABORT, 'no room'); END`
					: `CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$ LANGUAGE plpgsql;
					CREATE TRIGGER refuse BEFORE UPDATE ON kick_sessions FOR EACH ROW EXECUTE FUNCTION refuse()`
			);
			await during(
				both,
				(process) => vi.waitFor(() => expect(saidBy(process)).toContain('Maintenance failed'), { timeout: 60_000 }),
				'run'
			);
			expect((await sendWith(after)).isOk()).toBe(true);
			await world.place.run(provider === 'sqlite' ? 'DROP TRIGGER refuse' : 'DROP TRIGGER refuse ON kick_sessions');
			await rotate(both);
			await during(after, async ({ service }) => {
				expect(await service.dashboard!.sessions.ofUser(person.id)).toHaveLength(1);
			});
		});

		it('waits for a renewal in progress, whose pair is stored', async () => {
			await linkWith(before);
			const process = await world.open(before);
			world.kick.oauth.expireAccessTokens('user');
			const held = world.hold('POST /oauth/token');
			const sent = process.service.send('1', 'hi');
			await held.arrived;
			const rotated = rotate(both);
			held.release();
			expect((await sent).isOk()).toBe(true);
			await rotated;
			expect((await sendWith(after)).isOk()).toBe(true);
		});

		it('does not make a process without the new key end any link', async () => {
			await linkWith(before);
			const old = await world.run(before);
			await rotate(both);
			world.kick.oauth.expireAccessTokens('user');
			const rows = await world.accounts();
			expect((await old.service.send('1', 'hi')).unwrapErr().code).toBe('wrong_token_key');
			expect(await world.accounts()).toEqual(rows);
			expect((await sendWith(after)).isOk()).toBe(true);
		});

		it('does not encrypt back and forth if two processes have the keys in opposite order', async () => {
			await linkWith(before);
			const reverse = { ...both, tokenKey: both.tokenKeyOld, tokenKeyOld: both.tokenKey };
			const old = await world.open(reverse);
			await rotate(both);
			const rows = await world.accounts();
			const listed = world.count('/public/v1/events/subscriptions', 'GET');
			await old.service.start();
			// Read after the encryption.
			await vi.waitFor(() => expect(world.count('/public/v1/events/subscriptions', 'GET')).toBeGreaterThan(listed), {
				timeout: 60_000
			});
			expect((await old.service.send('1', 'hi')).isOk()).toBe(true);
			await old.service.stop();
			expect(await world.accounts()).toEqual(rows);
		});
	});
});
