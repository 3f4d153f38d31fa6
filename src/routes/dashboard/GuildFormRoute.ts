import type { Route } from '@sapphire/plugin-api';
import type { z } from 'zod';
import { formAccess } from '../../lib/dashboard/formAccess.js';
import type { Session } from '../../lib/dashboard/Sessions.js';
import type { Access } from '../../lib/editors/GuildRights.js';
import type { DashboardRequest } from './DashboardRequest.js';
import { FormRoute } from './FormRoute.js';
import type { GuildRequest } from './GuildRequest.js';
import { openGuild } from './openGuild.js';
import { readSentForm } from './readSentForm.js';
import type { Answer } from './replies.js';

export interface GuildFormOptions<Fields> {
	/** Path below the server, the same as in `GuildForm`: `settings/channel`. */
	path: string;
	/** Page with the form. The browser returns there if a field is invalid. */
	page: string;
	/** Schema of the fields. The person sees the messages of its issues. */
	fields: z.ZodType<Fields>;
}

/**
 * Base of the routes that receive a server's forms. Asks Discord before each change whether it is still allowed.
 *
 * `formAccess` names the right that each form needs.
 */
export abstract class GuildFormRoute<Fields> extends FormRoute {
	readonly #page: string;
	readonly #access: Access;
	readonly #fields: z.ZodType<Fields>;

	public constructor(context: Route.LoaderContext, { path, page, fields }: GuildFormOptions<Fields>) {
		super(context, { path: `[guildId]/${path}`, method: 'POST' });
		this.#page = page;
		this.#access = formAccess(path);
		this.#fields = fields;
	}

	protected override async receive(request: DashboardRequest, session: Session): Promise<Answer> {
		const opened = await openGuild(request, session, 'now');
		if (opened.isErr()) return opened.unwrapErr();
		const guildRequest = opened.unwrap();
		if (!guildRequest.can(this.#access)) return guildRequest.forbidden(this.#access);
		const form = await readSentForm(request, session);
		if (form.isErr()) return form.unwrapErr();

		const fields = this.#fields.safeParse(Object.fromEntries(form.unwrap()));
		if (fields.success) return this.submit(guildRequest, fields.data);
		const lines = fields.error.issues.map(({ message }) => message);
		return guildRequest.redirect(this.#page, { outcome: 'failed', lines });
	}

	/** @returns Usually `guildRequest.redirect(page, notice)`, so that a reload does not send the form again. */
	protected abstract submit(guildRequest: GuildRequest, fields: Fields): Promise<Answer>;
}
