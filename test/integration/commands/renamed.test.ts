import { readFileSync } from 'node:fs';
import { container } from '@sapphire/framework';
import { expect, it } from 'vitest';
import { itLeavesNoTrace, recordErrors } from '../../support/leavesNoTrace.js';
import type { Community } from '../../support/TestWorld.js';
import { useWorld } from '../../support/useWorld.js';

const world = await useWorld();
const errors = recordErrors();

const profileOf = async ({ guild }: Community) => (await container.kick.profile(guild.id)).unwrap();
const checkOf = async ({ manager }: Community) => (await manager.slash('check_kick_config')).content;
const idsOf = ({ streamer }: Community) => ({ broadcasterUserId: streamer.userId, chatroomId: streamer.chatroomId });

it('finds a renamed channel by its id, and saves the new name, as in `test/cases/channel-renamed`', async () => {
	const steps = readFileSync(new URL('../../cases/channel-renamed/steps.txt', import.meta.url), 'utf8');
	const [, oldName] = /\/kick channel name:(\S+),/.exec(steps) ?? [];
	const [, newName] = /slug and username become (\S+),/.exec(steps) ?? [];
	const community = { ...world.createCommunity(), streamer: world.kick.addStreamer(oldName!) };
	const { manager, streamer } = community;
	await manager.slash('kick channel', { name: oldName! });
	await world.link(community);
	expect((await manager.slash('kick sync')).content).toContain(`Synced ${oldName}.`);

	streamer.changesName(newName!, { slug: newName });
	expect(await checkOf(community)).toContain(
		`⚠️ kick_channel: ${oldName} is called new_name on Kick now. Run /kick sync.`
	);
	const { content } = await manager.slash('kick sync');
	expect(content.split('\n')).toEqual([
		'Synced new_name.',
		`✅ kick_channel: new_name (renamed on Kick, formerly ${oldName})`,
		`✅ kick_broadcaster_user_id: ${streamer.userId}`,
		`✅ kick_chatroom_id: ${streamer.chatroomId}`,
		'✅ Webhooks: 10 of 10 registered'
	]);
	const check = await checkOf(community);
	expect(check).toContain('✅ kick_channel: new_name\n');
	expect(check).toContain('Linked account: new_name (');
	expect(check).not.toContain(oldName);
	expect(await profileOf(community)).toMatchObject({
		channel: newName,
		account: { username: newName },
		...idsOf(community)
	});
});

it('the name of a renamed channel never leads to another channel that has taken it', async () => {
	const community = await world.createLinkedCommunity();
	const { guild, manager, streamer } = community;
	const oldName = streamer.slug;
	streamer.changesName(`${oldName}_moved`);
	const taker = world.kick.addStreamer(oldName);
	const subscriptionsOfTaker = () =>
		world.kick.subscriptions.all.filter(({ broadcasterUserId }) => broadcasterUserId === taker.userId);

	// The form contains the stored name, so saving it again does not choose the other channel.
	const again = await manager.slash('kick channel', { name: oldName });
	expect(again.content).toContain(`The Kick channel of this server is now ${oldName}-moved.`);
	expect(again.content).toContain(`formerly ${oldName}`);
	expect(await profileOf(community)).toMatchObject({ channel: `${oldName}-moved`, ...idsOf(community) });
	expect((await container.kick.send(guild.id, 'to the right chat')).isOk()).toBe(true);
	expect(subscriptionsOfTaker()).toEqual([]);

	// Now the name belongs to another channel, and the person asks for it by name.
	const other = await manager.slash('kick channel', { name: oldName });
	expect(other.content).toContain(`the channel ${oldName} belongs to someone else`);
	expect(await profileOf(community)).toMatchObject({ channel: oldName, broadcasterUserId: null, chatroomId: null });
});

it('the owner of a renamed channel links again, and the new name is saved', async () => {
	const community = await world.createLinkedCommunity();
	const { streamer } = community;
	const oldName = streamer.slug;
	streamer.changesName(`${oldName}_moved`);
	world.kick.addStreamer(oldName);
	const page = await world.link(community);
	expect(page.text).toContain(`${streamer.username} is linked`);
	expect(await profileOf(community)).toMatchObject({
		channel: streamer.slug,
		account: { username: streamer.username },
		...idsOf(community)
	});
});

it('the spelling of a name is kept as long as it is the channel’s', async () => {
	const streamer = world.kick.addStreamer('big-words', { username: 'Big_Words' });
	const community = { ...world.createCommunity(), streamer };
	await community.manager.slash('kick channel', { name: 'Big_Words' });
	await world.link(community);
	await community.manager.slash('kick sync');
	expect((await profileOf(community)).channel).toBe('Big_Words');
	expect(await checkOf(community)).not.toContain('is called');
});

itLeavesNoTrace(world, errors);
