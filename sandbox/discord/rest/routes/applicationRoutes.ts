import type { CommandRegistry } from '../../commands/CommandRegistry.js';
import { assertOwnApplication, guildOf } from '../access.js';
import { noContent, ok, type Route, type RouteContext } from '../Route.js';

/** The application and its commands. */
export const applicationRoutes: readonly Route[] = [
	...['/applications/@me', '/oauth2/applications/@me'].map(
		(path): Route => ({
			method: 'GET',
			path,
			reply: ['PrivateApplicationResponse'],
			handle: ({ application }) => ok(application.toPayload())
		})
	),
	...registryRoutes('/applications/{application_id}/commands', ({ commands }) => commands),
	...registryRoutes(
		'/applications/{application_id}/guilds/{guild_id}/commands',
		(context) => guildOf(context).commandRegistry
	)
];

function registryRoutes(path: string, find: (context: RouteContext) => CommandRegistry): Route[] {
	const registryOf = (context: RouteContext): CommandRegistry => {
		assertOwnApplication(context);
		return find(context);
	};

	return [
		{
			method: 'GET',
			path,
			reply: ['ApplicationCommandResponse[]'],
			handle: (context) => ok(registryOf(context).list)
		},
		{
			method: 'PUT',
			path,
			request: ['ApplicationCommandUpdateRequest[]'],
			reply: ['ApplicationCommandResponse[]'],
			handle: (context) => ok(registryOf(context).overwrite(context.body))
		},
		{
			method: 'POST',
			path,
			request: ['ApplicationCommandCreateRequest'],
			reply: ['ApplicationCommandResponse'],
			handle: (context) => {
				const { command, isNew } = registryOf(context).upsert(context.body);
				return { status: isNew ? 201 : 200, body: command };
			}
		},
		{
			method: 'GET',
			path: `${path}/{command_id}`,
			reply: ['ApplicationCommandResponse'],
			handle: (context) => ok(registryOf(context).get(context.param('command_id')))
		},
		{
			method: 'PATCH',
			path: `${path}/{command_id}`,
			request: ['ApplicationCommandPatchRequestPartial'],
			reply: ['ApplicationCommandResponse'],
			handle: (context) => ok(registryOf(context).edit(context.param('command_id'), context.body))
		},
		{
			method: 'DELETE',
			path: `${path}/{command_id}`,
			handle: (context) => {
				registryOf(context).delete(context.param('command_id'));
				return noContent;
			}
		}
	];
}
