import { RESTJSONErrorCodes } from 'discord-api-types/v10';

/** The `errors` of a 50035 answer: the path of each refused field, down to `_errors`. */
export interface FormErrors {
	[field: string]: FormErrors | { code: string; message: string }[];
}

/** Refusal in the words of Discord's REST API. */
export class DiscordError extends Error {
	public override readonly name = 'DiscordError';

	public constructor(
		public readonly status: number,
		public readonly code: number,
		message: string,
		public readonly errors?: FormErrors
	) {
		super(message);
	}

	public toBody(): { message: string; code: number; errors?: FormErrors } {
		const { message, code, errors } = this;
		return errors === undefined ? { message, code } : { message, code, errors };
	}
}

/** Refusals that bots meet. */
export const refusals = {
	unauthorized: () => new DiscordError(401, 0, '401: Unauthorized'),
	notFound: () => new DiscordError(404, 0, '404: Not Found'),
	methodNotAllowed: () => new DiscordError(405, 0, '405: Method Not Allowed'),
	invalidJson: () =>
		new DiscordError(400, RESTJSONErrorCodes.RequestBodyContainsInvalidJSON, 'The request body contains invalid JSON.'),
	unknownChannel: () => new DiscordError(404, RESTJSONErrorCodes.UnknownChannel, 'Unknown Channel'),
	unknownGuild: () => new DiscordError(404, RESTJSONErrorCodes.UnknownGuild, 'Unknown Guild'),
	unknownMember: () => new DiscordError(404, RESTJSONErrorCodes.UnknownMember, 'Unknown Member'),
	unknownMessage: () => new DiscordError(404, RESTJSONErrorCodes.UnknownMessage, 'Unknown Message'),
	unknownUser: () => new DiscordError(404, RESTJSONErrorCodes.UnknownUser, 'Unknown User'),
	unknownWebhook: () => new DiscordError(404, RESTJSONErrorCodes.UnknownWebhook, 'Unknown Webhook'),
	unknownCommand: () =>
		new DiscordError(404, RESTJSONErrorCodes.UnknownApplicationCommand, 'Unknown application command'),
	unknownApplication: () => new DiscordError(404, RESTJSONErrorCodes.UnknownApplication, 'Unknown Application'),
	unknownInteraction: () => new DiscordError(404, RESTJSONErrorCodes.UnknownInteraction, 'Unknown interaction'),
	alreadyAcknowledged: () =>
		new DiscordError(
			400,
			RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged,
			'Interaction has already been acknowledged.'
		),
	invalidWebhookToken: () => new DiscordError(401, RESTJSONErrorCodes.InvalidWebhookToken, 'Invalid Webhook Token'),
	emptyMessage: () =>
		new DiscordError(400, RESTJSONErrorCodes.CannotSendAnEmptyMessage, 'Cannot send an empty message'),
	notATextChannel: () =>
		new DiscordError(
			400,
			RESTJSONErrorCodes.CannotSendMessagesInNonTextChannel,
			'Cannot send messages in a non-text channel'
		),
	missingAccess: () => new DiscordError(403, RESTJSONErrorCodes.MissingAccess, 'Missing Access'),
	missingPermissions: () => new DiscordError(403, RESTJSONErrorCodes.MissingPermissions, 'Missing Permissions'),
	notTheAuthor: () =>
		new DiscordError(
			403,
			RESTJSONErrorCodes.CannotEditMessageAuthoredByAnotherUser,
			'Cannot edit a message authored by another user'
		),
	directMessagesClosed: () =>
		new DiscordError(403, RESTJSONErrorCodes.CannotSendMessagesToThisUser, 'Cannot send messages to this user'),
	invalidForm: (errors: FormErrors) =>
		new DiscordError(400, RESTJSONErrorCodes.InvalidFormBodyOrContentType, 'Invalid Form Body', errors)
};
