import type { ConfigProblem } from '../lib/config/ConfigError.js';
import type { FormRefusal } from '../lib/dashboard/FormTokens.js';
import type { LoginRefusal } from '../lib/dashboard/login/DiscordLogin.js';
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
		title: 'There is nothing here',
		lines: [
			'The address is wrong, or it belongs to a server that you cannot manage here.',
			'You see a server when this bot is in it and you have the permission Manage Server there.'
		]
	}),
	/** Also used for an event of another server. */
	noEvent: (): Message => ({
		status: 404,
		title: 'This event is not in the log',
		lines: ['The address is wrong, or the event is so old that it was deleted.']
	}),
	wrongMethod: (): Message => ({
		status: 405,
		title: 'This address does not work that way',
		lines: ['Go back and start from the page.']
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
		lines: ['Another page tried to send it. Nothing was changed.', 'If you did, reload the page and try again.']
	}),
	body: (failure: FormFailure): Message => BodyMessages[failure],
	form: (refusal: FormRefusal): Message => FormMessages[refusal],
	login: ({ code }: LoginRefusal): Message => LoginMessages[code],
	discordAway: (): Message => ({
		status: 503,
		title: 'Discord does not answer',
		lines: [
			'Nothing can be shown or changed until Discord says who you are and what you may do.',
			'Try again in a minute.'
		]
	}),
	crowded: (): Message => ({
		status: 503,
		title: 'Too many pages are open',
		lines: ['This page does not follow what happens. Close others, or reload it to see what is new.']
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
		title: 'This is too much text',
		lines: ['Nothing was changed. Go back and make it shorter.']
	},
	too_slow: {
		status: 408,
		title: 'This form took too long to arrive',
		lines: ['Nothing was changed. Go back and try again.']
	},
	crowded: {
		status: 503,
		title: 'Too much arrives here at once',
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
		title: 'This form was sent before',
		lines: ['It counts only once. Reload the page to see the result.']
	}
};

const LoginMessages: Readonly<Record<LoginRefusal['code'], Message>> = {
	foreign: {
		status: 400,
		title: 'This login is not known here',
		lines: [
			'It has to end in the browser in which it began, within 10 minutes, with cookies allowed.',
			'Log in once more.'
		],
		next: LogIn
	},
	declined: {
		status: 403,
		title: 'You declined on Discord',
		lines: ['Without your name and your servers this bot cannot know what you may see.'],
		next: LogIn
	},
	refused: {
		status: 400,
		title: 'Discord did not take this login',
		lines: ['It took too long, or was used before. Log in once more.'],
		next: LogIn
	},
	unauthorized: {
		status: 401,
		title: 'Discord does not know your login any more',
		lines: ['Log in once more.'],
		next: LogIn
	},
	misconfigured: {
		status: 503,
		title: 'Discord does not take the secret of this bot',
		lines: [
			'The owner of this bot has to copy DISCORD_CLIENT_SECRET again from the Discord developer portal (the application, OAuth2).'
		]
	},
	unavailable: {
		status: 503,
		title: 'Discord does not answer',
		lines: ['Log in once more in a minute.'],
		next: LogIn
	}
};
