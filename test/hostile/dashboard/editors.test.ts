import { container } from '@sapphire/framework';
import { beforeAll, expect } from 'vitest';
import { formAccess } from '../../../src/lib/dashboard/formAccess.js';
import { SectionNames } from '../../../src/lib/editors/sections.js';
import { addEditor, addRole, deleteRole } from '../../support/roles.js';
import { underAttack } from '../support/attack.js';
import { type DashboardAddress, dashboardAddresses, isAboutGuild, isForm } from '../support/dashboardRoutes.js';
import { expectNoEffect } from '../support/expectNoEffect.js';
import { makeDeadLetter } from '../support/makeDeadLetter.js';
import type { Target } from '../support/Target.js';
import { untilReceived } from '../support/untilReceived.js';
import { Visitor } from '../support/Visitor.js';

const { attack, target } = await underAttack();

const FormCount = 200;

let addresses: DashboardAddress[];
let fields: Record<string, string>;
beforeAll(async () => {
	const { community, world } = target;
	const eventId = await makeDeadLetter(target);
	addresses = dashboardAddresses(world, { guildId: community.guild.id, eventId }).filter(isAboutGuild);
	const { changes } = (await container.kick.history.list(community.guild.id)).unwrap();
	const link = changes.find(({ kind }) => kind === 'account')!;
	fields = {
		channel: 'taken',
		chatroom_id: '',
		message: 'hi',
		type: 'channel.followed',
		role: (await addRole(community.guild, 'Wanted by the attacker')).id,
		chat: 'on',
		settings: 'on',
		log: 'on',
		change: link.id
	};
});

/** Sends forms with valid tokens and fields. */
async function sendForms(visitor: Visitor, forms: readonly DashboardAddress[]): Promise<Response[]> {
	const answers: Response[] = [];
	for (const { path } of forms) {
		answers.push(await visitor.post(path, { ...fields, token: await visitor.token(path) }));
	}
	return answers;
}

const formsOf = (fits: (access: string) => boolean) =>
	addresses.filter((address) => isForm(address) && fits(formAccess(address.route.replace('POST [guildId]/', ''))));

for (const section of SectionNames) {
	attack({
		name: `every form outside of the section ${section}, with valid tokens, by its editor`,
		async how(target) {
			const visitor = await Visitor.logIn(target.world, (await addEditor(target.community, [section])).editor);
			const forms = formsOf((access) => access !== section);
			expect(forms.length).toBeGreaterThan(5);
			return expectNoEffect(target, () => sendForms(visitor, forms));
		},
		answer: 403,
		stores: (answers) => ({ sessions: 1, usedForms: usedBy(answers) })
	});
}

/** The form of undo is for all editors, and the kind of the change decides. So its token is used up. */
const usedBy = (answers: readonly Response[]) => answers.filter(({ url }) => url.endsWith('/history/undo')).length;

attack({
	name: 'the pages for managers and of other sections, by an editor of the chat: none shows anything of its content',
	async how(target) {
		const visitor = await Visitor.logIn(target.world, (await addEditor(target.community, ['chat'])).editor);
		const paths = ['editors', 'history', 'settings', 'settings/stream', 'settings/unlink'];
		return Promise.all(paths.map((path) => visitor.get(`${target.community.guild.id}/${path}`)));
	},
	answer: 403,
	stores: { sessions: 1 }
});

type Added = Awaited<ReturnType<typeof addEditor>>;

for (const [name, lose] of Object.entries<(target: Target, added: Added) => unknown>({
	'whose role was taken away a moment ago': (_target, { editor, role }) => editor.takeRole(role),
	'whose role was deleted a moment ago': ({ community }, { role }) => deleteRole(community.guild, role),
	'whose role was removed from the editors a moment ago': ({ community }, { role }) =>
		container.kick.editors.set(community.guild.id, role.id, []),
	'who was kicked from the server a moment ago': (_target, { editor }) => editor.leave()
})) {
	attack({
		name: `every form, with valid tokens, by an editor ${name}`,
		async how(target) {
			const added = await addEditor(target.community, [...SectionNames]);
			const visitor = await Visitor.logIn(target.world, added.editor);
			expect((await visitor.get(`${target.community.guild.id}/settings`)).status).toBe(200);
			await lose(target, added);
			return expectNoEffect(target, () => sendForms(visitor, addresses.filter(isForm)));
		},
		answer: 404,
		stores: { sessions: 1 }
	});
}

attack({
	name: 'every form by a member while Discord says that they have the roles of another person',
	async how(target) {
		const { community, world } = target;
		const { editor, role } = await addEditor(community, [...SectionNames]);
		const member = community.guild.addMember('no editor');
		const visitor = await Visitor.logIn(world, member);
		const body = { ...editor.toPayload(), roles: ['1', `${role.id}\0`, ` ${role.id}`] };
		const mend = world.discord.intercept(({ route }) =>
			route === '/guilds/{guild_id}/members/{user_id}' ? { status: 200, body } : undefined
		);
		const answers = await expectNoEffect(target, () => sendForms(visitor, addresses.filter(isForm)));
		mend();
		return answers;
	},
	answer: 404,
	stores: { sessions: 1 }
});

attack({
	name:
		`${FormCount} forms at once by a member who is no editor: ` +
		'forms that arrive during a request to Discord share the next one',
	async how(target) {
		const { community, world } = target;
		await addEditor(community, ['chat']);
		const visitor = await Visitor.logIn(world, community.guild.addMember('another member'));
		let asked = 0;
		const allAreHere = untilReceived(target, FormCount, /chat\/say$/);
		const restore = world.discord.intercept(async ({ route }) => {
			if (route !== '/guilds/{guild_id}/members/{user_id}') return undefined;
			asked += 1;
			await allAreHere;
			return undefined;
		});
		const send = () => visitor.post(`${community.guild.id}/chat/say`, { token: 'none', message: 'hi' });
		const answers = await Promise.all(Array.from({ length: FormCount }, send));
		restore();
		return { statuses: [...new Set(answers.map(({ status }) => status))], asked };
	},
	answer({ statuses, asked }) {
		expect(statuses).toEqual([404]);
		expect(asked).toBeGreaterThan(0);
		expect(asked).toBeLessThan(FormCount / 10);
	},
	stores: { sessions: 1 }
});
