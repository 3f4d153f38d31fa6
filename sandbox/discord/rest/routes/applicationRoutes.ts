import { ok, type Route } from '../Route.js';

export const applicationRoutes: readonly Route[] = ['/applications/@me', '/oauth2/applications/@me'].map((path) => ({
	method: 'GET',
	path,
	reply: ['PrivateApplicationResponse'],
	handle: ({ application }) => ok(application.toPayload())
}));
