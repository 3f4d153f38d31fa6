import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import type { Notice } from '../../../lib/dashboard/Notices.js';
import type { EditorRole } from '../../../lib/editors/KickEditors.js';
import { SectionNames, Sections } from '../../../lib/editors/sections.js';
import { GuildFormRoute } from '../GuildFormRoute.js';
import type { GuildRequest } from '../GuildRequest.js';
import type { Answer } from '../replies.js';

const NoRole = 'Choose a role.';
/** Each section has a checkbox of its name. */
const checkbox = z.literal('on', 'Use the switches on the page.').optional();

const fields = z.object({
	role: z.string(NoRole).regex(/^\d{1,20}$/, NoRole),
	...(Object.fromEntries(SectionNames.map((name) => [name, checkbox])) as Record<
		(typeof SectionNames)[number],
		typeof checkbox
	>)
});

/** Sets what a role may edit. Without any section, the role is removed from the editors. */
export class EditorRoute extends GuildFormRoute<z.infer<typeof fields>> {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'editors/role', page: 'editors', fields });
	}

	protected override async submit(
		guildRequest: GuildRequest,
		{ role, ...chosen }: z.infer<typeof fields>
	): Promise<Answer> {
		const sections = SectionNames.filter((name) => chosen[name] === 'on');
		const { editors } = this.container.kick;
		const saved = await editors.set(guildRequest.guild.id, role, sections, { by: guildRequest.by });
		return saved.match({
			ok: (editor) => guildRequest.redirect('editors', notice(editor)),
			err: ({ hint }) => guildRequest.redirect('editors', { outcome: 'failed', lines: [hint] })
		});
	}
}

function notice({ sections }: EditorRole): Notice {
	const labels = sections.map((name) => Sections[name].label);
	const text = labels.length > 0 ? `Saved. The role may edit: ${labels.join(', ')}.` : 'The role may edit nothing.';
	return { outcome: 'ok', lines: [text] };
}
