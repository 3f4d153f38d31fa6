import type { ConfigProblem } from '../lib/config/ConfigError.js';
import type { FormRefusal } from '../lib/dashboard/FormTokens.js';
import type { LoginRefusal } from '../lib/dashboard/login/DiscordLogin.js';
import type { Access } from '../lib/editors/GuildRights.js';
import { Sections } from '../lib/editors/sections.js';
import type { FormFailure } from '../lib/http/body/readForm.js';
import type { Message } from './pages/messagePage.js';

const LogIn = { path: 'login', label: 'Log in with Discord' };

/** Texts of all message pages: what happened and what to do next. None of them repeats text of the request. */
export const Messages = {
	notSetUp: (problems: readonly ConfigProblem[]): Message => ({
		status: 503,
		title: 'The dashboard is not set up',
		lines: ['The owner of this bot has to set:', ...problems.map(({ variable, problem }) => `${variable} ${problem}`)]
	}),
	/** One text for an unknown server, one without the bot, and one of other people, so that it reveals nothing. */
	notFound: (): Message => ({
		status: 404,
		title: 'Page not found',
		lines: [
			'The address is wrong, or it belongs to a server that you cannot manage here.',
			'You can open a server if this bot is in it, and if you have the Manage Server permission ' +
				'or a role that may edit it.'
		]
	}),
	/** For people who may open the server, but not edit this section of it. */
	forbidden: (access: Access): Message => ({
		status: 403,
		title: 'You may not do this in this server',
		lines: [
			'Nothing was changed.',
			access === 'manager' || access === 'any'
				? 'Only people with the Manage Server permission can do this.'
				: `Ask a manager of the server to let one of your roles edit the section ${Sections[access].label}.`
		]
	}),
	/** Also used for an event of another server. */
	noEvent: (): Message => ({
		status: 404,
		title: 'This event is not in the log',
		lines: ['The address is wrong, or the event is old and was deleted.']
	}),
	wrongMethod: (): Message => ({
		status: 405,
		title: 'This page cannot be opened directly',
		lines: ['Go back and use the buttons on the page.']
	}),
	loggedOut: (): Message => ({
		status: 401,
		title: 'You are not logged in',
		lines: ['Your login has ended. Nothing was changed.'],
		next: LogIn
	}),
	otherSite: (): Message => ({
		status: 403,
		title: 'This form did not come from the dashboard',
		lines: [
			'Another site tried to send it. Nothing was changed.',
			'If you sent it yourself, reload the page and try again.'
		]
	}),
	body: (failure: FormFailure): Message => BodyMessages[failure],
	form: (refusal: FormRefusal): Message => FormMessages[refusal],
	login: ({ code }: LoginRefusal): Message => LoginMessages[code],
	discordAway: (): Message => ({
		status: 503,
		title: 'Discord does not answer',
		lines: ['The dashboard needs Discord to check your permissions. Nothing was changed.', 'Try again in a minute.']
	}),
	crowded: (): Message => ({
		status: 503,
		title: 'Too many pages are open',
		lines: ['This page gets no live updates. Close other pages, or reload this one to see what is new.']
	}),
	failed: (): Message => ({
		status: 500,
		title: 'Something went wrong',
		lines: ["Try again in a minute. The bot's owner can find the details in the log."]
	})
};

const Unreadable: Message = {
	status: 400,
	title: 'This form could not be read',
	lines: ['Nothing was changed. Reload the page and try again.']
};

const BodyMessages: Readonly<Record<FormFailure, Message>> = {
	wrong_type: Unreadable,
	aborted: Unreadable,
	too_large: {
		status: 413,
		title: 'The text is too long',
		lines: ['Nothing was changed. Go back and shorten it.']
	},
	too_slow: {
		status: 408,
		title: 'This form took too long to arrive',
		lines: ['Nothing was changed. Go back and try again.']
	},
	crowded: {
		status: 503,
		title: 'The bot is busy',
		lines: ['Nothing was changed. Try again in a minute.']
	}
};

const FormMessages: Readonly<Record<FormRefusal, Message>> = {
	forged: {
		status: 403,
		title: 'This form does not belong to your login',
		lines: ['Nothing was changed. Reload the page and try again.']
	},
	expired: {
		status: 403,
		title: 'This page was open for too long',
		lines: ['Nothing was changed. Reload the page and try again.']
	},
	used: {
		status: 409,
		title: 'This form was already sent',
		lines: ['It works only once. Reload the page to see the result.']
	}
};

const LoginMessages: Readonly<Record<LoginRefusal['code'], Message>> = {
	foreign: {
		status: 400,
		title: 'This login is unknown or has expired',
		lines: ['Log in again.', 'Finish the login in the same browser, within 10 minutes, with cookies allowed.'],
		next: LogIn
	},
	declined: {
		status: 403,
		title: 'You declined on Discord',
		lines: ['The bot needs your name and your servers to know what you may see. Log in again to allow it.'],
		next: LogIn
	},
	refused: {
		status: 400,
		title: 'Discord refused this login',
		lines: ['It took too long or was already used. Log in again.'],
		next: LogIn
	},
	unauthorized: {
		status: 401,
		title: 'Discord no longer accepts your login',
		lines: ['Log in again.'],
		next: LogIn
	},
	misconfigured: {
		status: 503,
		title: "Discord does not accept this bot's secret",
		lines: [
			"The bot's owner has to copy DISCORD_CLIENT_SECRET again from the Discord developer portal " +
				'(your application, OAuth2).'
		]
	},
	unavailable: {
		status: 503,
		title: 'Discord does not answer',
		lines: ['Log in again in a minute.'],
		next: LogIn
	}
};
