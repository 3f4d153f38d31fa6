import type { Route } from '@sapphire/plugin-api';
import type { z } from 'zod';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { FormRoute } from './FormRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuild } from './openGuild.js';
import { readSentForm } from './readSentForm.js';
import type { Answer } from './replies.js';

export interface GuildFormOptions<Fields> {
	/** Below the server, as `GuildForm` has it: `settings/channel`. */
	path: string;
	/** The page that the form is on: where one returns to when a field does not fit. */
	page: string;
	/** Its issues' messages are shown to the person. */
	fields: z.ZodType<Fields>;
}

/** Where a form about one server is sent. Before anything is changed, Discord is asked whether this person still may. */
export abstract class GuildFormRoute<Fields> extends FormRoute {
	readonly #page: string;
	readonly #fields: z.ZodType<Fields>;

	public constructor(context: Route.LoaderContext, { path, page, fields }: GuildFormOptions<Fields>) {
		super(context, { path: `[guildId]/${path}`, method: 'POST' });
		this.#page = page;
		this.#fields = fields;
	}

	protected override async receive(request: DashboardRequest, session: Session): Promise<Answer> {
		const opened = await openGuild(request, session, 'now');
		if (opened.isErr()) return opened.unwrapErr();
		const form = await readSentForm(request, session);
		if (form.isErr()) return form.unwrapErr();

		const fields = this.#fields.safeParse(Object.fromEntries(form.unwrap()));
		if (fields.success) return this.submit(opened.unwrap(), fields.data);
		const lines = fields.error.issues.map(({ message }) => message);
		return opened.unwrap().redirect(this.#page, { outcome: 'failed', lines });
	}

	/** @returns Mostly `request.redirect(page, notice)`: a reload of what follows must not send the form once more. */
	protected abstract submit(guildRequest: GuildRequest, fields: Fields): Promise<Answer>;
}
