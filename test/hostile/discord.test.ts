import { expect } from 'vitest';
import { listUsages, type Usage } from '../../sandbox/demo/page/slash/listUsages.js';
import type { BotMessage, SimulatedMember, SlashOptions } from '../../sandbox/discord/index.js';
import { ask, type CommandKind, commandKinds } from '../support/ask.js';
import { underAttack } from './support/attack.js';
import { OneMoreLink } from './support/OneMoreLink.js';
import type { Target } from './support/Target.js';

const { attack } = await underAttack();

const OpenToEveryone = ['kick chatters', 'kick leaderboard', 'kick watchtime'];
const ForManagers = ['check_kick_config', 'kick channel', 'kick link', 'kick say', 'kick sync', 'kick unlink'];

/** Text that tries to ping, hide a link, format, change the direction of text and begin a heading. */
const Hostile = '@everyone @here <@1> <@&2> <#3> [claim](https://evil.example) **x** ||y|| `z` \u202Eturned\n# big';
const Effects = /@everyone|@here|(?<!\\)(<[@#]|\[claim|\*\*|\|\||`z)|\u202E|\n#/;

const usagesOf = ({ world }: Target): Usage[] => listUsages(world.discord.commands);

/** Fills every required text option with this text. */
function optionsOf({ options }: Usage, text = 'name'): SlashOptions {
	const texts = options.filter(({ type, isRequired }) => isRequired && type === 3);
	return Object.fromEntries(texts.map(({ name }) => [name, text]));
}

function expectHarmless(answer: Pick<BotMessage, 'content' | 'embeds' | 'mentions'>): void {
	expect(answer.content.length + answer.embeds.length).toBeGreaterThan(0);
	expect(answer.content).not.toMatch(Effects);
	expect(JSON.stringify(answer.embeds)).not.toMatch(Effects);
	expect(answer.mentions).toEqual({ everyone: false, users: [], roles: [] });
}

attack({
	name: 'a command that this test does not know',
	how: async (target) => usagesOf(target).map(({ path }) => path),
	answer: (paths) => expect(paths.sort()).toEqual([...OpenToEveryone, ...ForManagers].sort())
});

for (const kind of commandKinds) {
	attack({
		name: `every command in a direct message, by ${kind}, sent by a manager of a server`,
		async how(target) {
			const { manager } = target.community;
			const answers: string[] = [];
			for (const usage of usagesOf(target)) {
				const options = optionsOf(usage);
				const text = [`!${usage.path}`, ...Object.values(options)].join(' ');
				answers.push(
					kind === 'slash'
						? (await manager.slashInDirectMessage(usage.path, options, { raw: true })).content
						: (await (await manager.directMessages(text)).reply()).content
				);
			}
			return answers;
		},
		answer: (answers) => expect(new Set(answers)).toEqual(new Set(['You cannot run this command in DMs.']))
	});

	attack({
		name: `every command for managers by a plain member, by ${kind}: it is refused, and Kick gets no request`,
		async how(target) {
			const member = target.community.guild.addMember(`plain-${kind}`);
			const before = target.world.kick.calls.length;
			const answers: BotMessage[] = [];
			for (const usage of usagesOf(target).filter(({ path }) => ForManagers.includes(path))) {
				answers.push(await ask(member, kind, usage.path, optionsOf(usage)));
			}
			return { answers, calls: target.world.kick.calls.slice(before) };
		},
		answer({ answers, calls }) {
			expect(answers).toHaveLength(ForManagers.length);
			for (const { content } of answers) expect(content).toMatch(/permission/i);
			expect(calls).toEqual([]);
		}
	});

	attack({
		name: `hostile texts in every option of every command, by ${kind}`,
		async how(target) {
			const { manager } = target.world.createCommunity();
			const answers: BotMessage[] = [];
			for (const usage of usagesOf(target))
				answers.push(await ask(manager, kind, usage.path, optionsOf(usage, Hostile)));
			return answers;
		},
		answer: (answers) => answers.forEach(expectHarmless),
		stores: { linkStates: 1 }
	});
}

attack({
	name: 'hostile text in place of a subcommand',
	async how({ community }) {
		return (await community.manager.says(`!kick ${Hostile}`)).reply();
	},
	answer: expectHarmless
});

/** Runs every command of a linked server, and ends with unlinking. */
async function answersTo(target: Target, manager: SimulatedMember, kind: CommandKind = 'slash'): Promise<BotMessage[]> {
	const answers: BotMessage[] = [];
	const last = ({ path }: Usage) => (path === 'kick unlink' ? 1 : 0);
	const usages = usagesOf(target).filter(({ path }) => path !== 'kick channel' && path !== 'kick link');
	for (const usage of usages.sort((one, other) => last(one) - last(other))) {
		answers.push(await ask(manager, kind, usage.path, optionsOf(usage)));
	}
	return answers;
}

attack({
	name: 'hostile names of a streamer and a viewer on Kick, in the answers of every command',
	async how(target) {
		const { world } = target;
		const streamer = world.kick.addStreamer('hostile', { username: Hostile });
		const community = { ...world.createCommunity(), streamer };
		await community.manager.slash('kick channel', { name: streamer.slug });
		world.kick.oauth.signIn(streamer.slug);
		await world.link(community);
		const sender = { user_id: 99_002, username: Hostile, channel_slug: Hostile };
		const broadcaster = { user_id: streamer.userId, username: Hostile, channel_slug: 'hostile' };
		await target.deliver({ body: target.chatBody({ content: Hostile, sender, broadcaster }) });
		return answersTo(target, community.manager);
	},
	answer: (answers) => answers.forEach(expectHarmless),
	// The account is unlinked at the end. The message of `/kick say` is known as the bot's own.
	stores: { linkStates: 1, settings: 3, events: 2, deliveries: 1, chatters: 1 }
});

attack({
	name: 'hostile errors of Kick, in the answers of every command',
	async how(target) {
		const { world } = target;
		const { manager } = await world.createLinkedCommunity();
		world.kick.subscriptions.unsubscribeAll();
		for (const event of ['chat.message.sent', 'channel.followed'])
			world.kick.subscriptions.partialError(event, Hostile);
		const answer = {
			status: 400,
			body: { message: Hostile, data: Hostile, error: Hostile, error_description: Hostile }
		};
		for (const route of ['POST /public/v1/chat', 'POST /oauth/revoke']) world.kick.faults.always(route, answer);
		const answers = await answersTo(target, manager);
		for (const event of ['chat.message.sent', 'channel.followed']) world.kick.subscriptions.partialError(event, null);
		world.kick.faults.clear();
		return answers;
	},
	answer: (answers) => answers.forEach(expectHarmless),
	stores: { ...OneMoreLink, accounts: 0, links: 0, subscriptions: 0 }
});
