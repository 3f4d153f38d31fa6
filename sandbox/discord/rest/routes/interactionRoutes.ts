import { InteractionResponseType, InteractionType } from 'discord-api-types/v10';
import { refusals } from '../DiscordError.js';
import { noContent, ok, type Route, type RouteContext } from '../Route.js';

const webhookPath = '/webhooks/{webhook_id}/{webhook_token}';

/** Answers of the bot to interactions. Their token is in the path, so they come without authorization. */
export const interactionRoutes: readonly Route[] = [
	{
		method: 'POST',
		path: '/interactions/{interaction_id}/{interaction_token}/callback',
		isPublic: true,
		request: ['CreateMessageInteractionCallbackRequest', 'UpdateMessageInteractionCallbackRequest'],
		reply: ['InteractionCallbackResponse'],
		handle: ({ answers, param, body, files, query }) => {
			const { interaction, message } = answers.acknowledge(
				param('interaction_id'),
				param('interaction_token'),
				body,
				files
			);
			if (query.with_response !== 'true') return noContent;

			return ok({
				interaction: {
					id: interaction.id,
					type: interaction.source === null ? InteractionType.ApplicationCommand : InteractionType.MessageComponent,
					response_message_id: message.id,
					response_message_loading: interaction.isLoading,
					response_message_ephemeral: message.isEphemeral,
					channel_id: interaction.channel.id,
					...(interaction.channel.guild === null ? {} : { guild_id: interaction.channel.guild.id })
				},
				resource: { type: InteractionResponseType.ChannelMessageWithSource, message: message.payload }
			});
		}
	},
	{
		method: 'POST',
		path: webhookPath,
		isPublic: true,
		request: ['IncomingWebhookRequestPartial'],
		reply: ['MessageResponse'],
		handle: (context) => {
			assertInteractionWebhook(context);
			return ok(context.answers.followUp(context.param('webhook_token'), context.body, context.files).payload);
		}
	},
	...['/messages/@original', '/messages/{message_id}'].flatMap(messageRoutes)
];

function messageRoutes(path: string): Route[] {
	const common = { path: webhookPath + path, isPublic: true };
	const messageId = ({ param }: RouteContext): string =>
		path.endsWith('@original') ? '@original' : param('message_id');

	return [
		{
			...common,
			method: 'GET',
			reply: ['MessageResponse'],
			handle: (context) => {
				assertInteractionWebhook(context);
				return ok(context.answers.get(context.param('webhook_token'), messageId(context)).payload);
			}
		},
		{
			...common,
			method: 'PATCH',
			request: ['IncomingWebhookUpdateRequestPartial'],
			reply: ['MessageResponse'],
			handle: (context) => {
				assertInteractionWebhook(context);
				const { answers, param, body, files } = context;
				return ok(answers.edit(param('webhook_token'), messageId(context), body, files).payload);
			}
		},
		{
			...common,
			method: 'DELETE',
			handle: (context) => {
				assertInteractionWebhook(context);
				context.answers.delete(context.param('webhook_token'), messageId(context));
				return noContent;
			}
		}
	];
}

/** Only the webhooks of interactions are simulated. */
function assertInteractionWebhook({ application, param }: RouteContext): void {
	if (param('webhook_id') !== application.id) throw refusals.unknownWebhook();
}
