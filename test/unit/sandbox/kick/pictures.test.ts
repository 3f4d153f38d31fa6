import { loadImage } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { request } from '../../../../sandbox/undici.js';
import { call, startKick, startReceiver } from './support.js';

async function startLive() {
	const kick = await startKick();
	const streamer = kick.addStreamer('streamerone');
	await streamer.goesLive({ title: 'Tuesday build', viewers: 1284 });
	const { accessToken: token } = kick.oauth.issueTokens('streamerone', ['user:read', 'channel:read']);
	const dataOf = async (path: string) => (await call(kick, `GET /public/${path}`, { token })).json.data;
	return { kick, streamer, dataOf };
}

async function load(address: string | null) {
	const { statusCode, headers, body } = await request(address ?? '');
	return { status: statusCode, type: headers['content-type'], bytes: Buffer.from(await body.arrayBuffer()) };
}

async function loadPicture(address: string | null): Promise<Buffer> {
	const { status, type, bytes } = await load(address);
	expect([status, type]).toEqual([200, 'image/png']);
	return bytes;
}

describe('the picture of an account', () => {
	it('is a picture at the address that Kick names, another one for each account', async () => {
		const { kick, streamer, dataOf } = await startLive();
		const ana = kick.viewer('ana');
		const addresses = [streamer, ana].map(
			({ userId }) => `${kick.url}/images/user/${userId}/profile_image/picture.webp`
		);
		expect(await dataOf(`v1/users?id=${streamer.userId}&id=${ana.userId}`)).toMatchObject(
			addresses.map((profile_picture) => ({ profile_picture }))
		);
		expect(await dataOf('v2/livestreams')).toMatchObject([{ broadcaster_user: { profile_picture: addresses[0] } }]);
		const website = await call(kick, 'GET /api/v2/channels/streamerone');
		expect(website.json.user).toMatchObject({ profile_pic: addresses[0] });

		const [one, other] = await Promise.all(addresses.map(loadPicture));
		expect(await loadImage(one ?? '')).toMatchObject({ width: 64, height: 64 });
		expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
		expect((await loadPicture(addresses[0] ?? '')).equals(one ?? Buffer.alloc(0))).toBe(true);
	});

	it.each([null, ''])('does not exist when it is set to %j', async (none) => {
		const receiver = await startReceiver();
		const { kick, streamer, dataOf } = await startLive();
		kick.app.webhookUrl = receiver.url;
		kick.subscriptions.create(streamer.userId, 'channel.followed', 1);
		const ana = kick.viewer('ana');
		const before = ana.account.profilePicture;
		ana.account.profilePicture = none;
		expect(await dataOf(`v1/users?id=${ana.userId}`)).toMatchObject([{ profile_picture: none }]);
		await ana.follows();
		expect(JSON.parse(String(receiver.received[0]?.body)).follower).toMatchObject({ profile_picture: none });
		const website = await call(kick, 'GET /api/v2/channels/ana');
		expect(website.json.user).toMatchObject({ profile_pic: null });
		expect((await load(before)).status).toBe(404);
	});

	it('is unknown for other accounts and files', async () => {
		const { kick, streamer } = await startLive();
		for (const path of ['1/profile_image/picture.webp', 'x/profile_image/picture.webp', `${streamer.userId}/a/b.webp`])
			expect((await load(`${kick.url}/images/user/${path}`)).status).toBe(404);
		const other = await load(`${kick.url}/images/user/${streamer.userId}/profile_image/other.webp`);
		expect(other.status).toBe(404);
	});
});

describe('the thumbnail of a live stream', () => {
	it('is a small picture of 16:9 at the address that Kick names', async () => {
		const { kick, streamer, dataOf } = await startLive();
		const { thumbnail } = streamer;
		expect(thumbnail).toBe(`${kick.url}/video_thumbnails/streamerone/480.webp`);
		expect(await dataOf('v1/channels')).toMatchObject([{ stream: { thumbnail } }]);
		expect(await dataOf('v2/livestreams')).toMatchObject([{ thumbnail }]);
		expect(await dataOf(`v1/users/livestreams?user_id=${streamer.userId}`)).toMatchObject([{ thumbnail }]);
		const picture = await loadPicture(thumbnail);
		expect(await loadImage(picture)).toMatchObject({ width: 320, height: 180 });
		expect(picture.length).toBeLessThan(20_000);
	});

	it('is the same for the same slug and title, and another one for others', async () => {
		const { kick, streamer } = await startLive();
		const first = await loadPicture(streamer.thumbnail);
		expect((await loadPicture(`${streamer.thumbnail}?t=1`)).equals(first)).toBe(true);
		await streamer.changesTitle('Wednesday build');
		expect((await loadPicture(streamer.thumbnail)).equals(first)).toBe(false);
		const other = kick.addStreamer('other');
		await other.goesLive({ title: 'Tuesday build' });
		expect((await loadPicture(other.thumbnail)).equals(first)).toBe(false);
	});

	it('moves with the name of the channel', async () => {
		const { kick, streamer } = await startLive();
		const before = streamer.thumbnail;
		streamer.changesName('StreamerTwo');
		expect(streamer.thumbnail).toBe(`${kick.url}/video_thumbnails/streamertwo/480.webp`);
		await loadPicture(streamer.thumbnail);
		expect((await load(before)).status).toBe(404);
	});

	it('does not exist offline, and for unknown channels and files', async () => {
		const { kick, streamer, dataOf } = await startLive();
		const { thumbnail } = streamer;
		for (const address of [`${kick.url}/video_thumbnails/unknown/480.webp`, thumbnail.replace('480', '720')])
			expect((await load(address)).status).toBe(404);
		await streamer.endsStream();
		expect(await dataOf('v1/channels')).toMatchObject([{ stream: { is_live: false, thumbnail: '' } }]);
		expect((await load(thumbnail)).status).toBe(404);
	});

	it('does not exist when it is empty, as in the first minutes of a stream', async () => {
		const { streamer, dataOf } = await startLive();
		const { thumbnail } = streamer;
		streamer.thumbnail = '';
		expect(await dataOf('v1/channels')).toMatchObject([{ stream: { is_live: true, thumbnail: '' } }]);
		expect(await dataOf('v2/livestreams')).toMatchObject([{ thumbnail: '' }]);
		expect((await load(thumbnail)).status).toBe(404);
		streamer.thumbnail = thumbnail;
		await loadPicture(thumbnail);
	});
});

describe('the viewers of a stream', () => {
	it('are as many as the test says', async () => {
		const { streamer, dataOf } = await startLive();
		expect(await dataOf('v1/channels')).toMatchObject([{ stream: { viewer_count: 1284 } }]);
		streamer.changesViewers(1310);
		expect(await dataOf('v1/channels')).toMatchObject([{ stream: { viewer_count: 1310 } }]);
		expect(await dataOf('v2/livestreams')).toMatchObject([{ viewer_count: 1310 }]);
		await streamer.goesLive();
		expect(await dataOf('v2/livestreams')).toMatchObject([{ viewer_count: 1310 }]);
	});
});
