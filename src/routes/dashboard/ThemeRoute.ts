import type { Route } from '@sapphire/plugin-api';
import { z } from 'zod';
import { Messages } from '../../dashboard/messages.js';
import { returnPath } from '../../lib/dashboard/login/DiscordLogin.js';
import { readForm } from '../../lib/http/body/readForm.js';
import { type DashboardRequest, ThemeCookie } from './DashboardRequest.js';
import { PostRoute } from './PostRoute.js';
import { type Answer, redirectAnswer } from './replies.js';

const MaxBytes = 8 * 1_024;
const YearSeconds = 365 * 24 * 60 * 60;

const fields = z.object({ theme: z.enum(['system', 'light', 'dark']) });

/** Choice of the theme. It needs no login and no token, because it changes nothing but a cookie. */
export class ThemeRoute extends PostRoute {
	public constructor(context: Route.LoaderContext) {
		super(context, { path: 'theme', method: 'POST' });
	}

	protected override async accept(request: DashboardRequest): Promise<Answer> {
		const form = await readForm(request.http, MaxBytes);
		if (form.isErr()) return request.message(Messages.body(form.unwrapErr()));
		const { data } = fields.safeParse(Object.fromEntries(form.unwrap()));
		if (!data) return request.message(Messages.body('wrong_type'));
		const cookie = request.setCookie(ThemeCookie, data.theme, data.theme === 'system' ? 0 : YearSeconds);
		return redirectAnswer(pageBefore(request), [cookie]);
	}
}

/** Returns the page with the form. It is read from the header, so that no page repeats its own address. */
function pageBefore({ dashboard, http }: DashboardRequest): string {
	const { referer = '' } = http.headers;
	const url = URL.canParse(referer) ? new URL(referer) : null;
	return returnPath(url && `${url.pathname}${url.search}`, dashboard.urls.dashboard);
}
