import { ButtonStyle, ComponentType, MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';

/** Discord's limits for a message. A value beyond them is answered with error 50035, which names the field. */
const MaxContentLength = 2000;
const MaxEmbeds = 10;
const MaxEmbedCharacters = 6000;
const MaxRows = 5;
const MaxComponents = 40;

const field = z.looseObject({
	name: z.string().min(1).max(256),
	value: z.string().min(1).max(1024),
	inline: z.boolean().nullish()
});

const embed = z.looseObject({
	title: z.string().max(256).nullish(),
	description: z.string().max(4096).nullish(),
	url: z.string().max(2048).nullish(),
	timestamp: z.string().nullish(),
	color: z.number().int().min(0).max(0xffffff).nullish(),
	fields: z.array(field).max(25).nullish(),
	footer: z.looseObject({ text: z.string().max(2048) }).nullish(),
	author: z.looseObject({ name: z.string().max(256), url: z.string().nullish() }).nullish(),
	image: z.looseObject({ url: z.string() }).nullish(),
	thumbnail: z.looseObject({ url: z.string() }).nullish()
});

export type EmbedBody = z.infer<typeof embed>;

const component = z
	.looseObject({
		type: z.number().int(),
		style: z.number().int().nullish(),
		label: z.string().max(80).nullish(),
		url: z.string().max(512).nullish(),
		custom_id: z.string().min(1).max(100).nullish(),
		get components() {
			return z.array(component).min(1).max(MaxComponents).nullish();
		},
		get accessory() {
			return component.nullish();
		}
	})
	.superRefine((value, context) => {
		const refuse = (path: string, code: string, message: string): void =>
			context.addIssue({ code: 'custom', path: [path], message, params: { code } });

		if (value.type === ComponentType.ActionRow && (value.components?.length ?? 0) > MaxRows) {
			refuse('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 1 and ${MaxRows} in length.`);
		}
		if (value.type !== ComponentType.Button) return;

		const isLink = value.style === ButtonStyle.Link;
		if (isLink && !value.url) refuse('url', 'BASE_TYPE_REQUIRED', 'A url is required');
		if (isLink && value.url && !/^(https?|discord):\/\/./.test(value.url)) {
			refuse('url', 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
		}
		if (!isLink && !value.custom_id) refuse('custom_id', 'COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required');
		if (!isLink && value.url) {
			refuse('url', 'BUTTON_COMPONENT_INVALID_STYLE', 'A url is only allowed on link buttons');
		}
	});

export type ComponentBody = z.infer<typeof component>;

const allowedMentions = z.looseObject({
	parse: z.array(z.enum(['everyone', 'roles', 'users'])).nullish(),
	users: z.array(z.string()).max(100).nullish(),
	roles: z.array(z.string()).max(100).nullish(),
	replied_user: z.boolean().nullish()
});

/** Body of a request that writes or edits a message: the same for channels, interactions and webhooks. */
export const messageBody = z
	.looseObject({
		content: z.string().max(MaxContentLength).nullish(),
		embeds: z.array(embed).max(MaxEmbeds).nullish(),
		components: z.array(component).max(MaxComponents).nullish(),
		allowed_mentions: allowedMentions.nullish(),
		message_reference: z
			.looseObject({ message_id: z.string().optional(), fail_if_not_exists: z.boolean().nullish() })
			.nullish(),
		attachments: z
			.array(z.looseObject({ id: z.union([z.string(), z.number()]), description: z.string().max(1024).nullish() }))
			.nullish(),
		flags: z.number().int().nullish(),
		tts: z.boolean().nullish(),
		nonce: z.union([z.string(), z.number()]).nullish()
	})
	.superRefine((value, context) => {
		const refuse = (path: string, code: string, message: string): void =>
			context.addIssue({ code: 'custom', path: [path], message, params: { code } });

		const isVersion2 = ((value.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
		if (!isVersion2 && (value.components?.length ?? 0) > MaxRows) {
			refuse('components', 'BASE_TYPE_BAD_LENGTH', `Must be between 0 and ${MaxRows} in length.`);
		}
		if (isVersion2 && value.content) {
			refuse('content', 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', 'Cannot be used with IS_COMPONENTS_V2');
		}
		if ((value.embeds ?? []).reduce((sum, current) => sum + charactersOf(current), 0) > MaxEmbedCharacters) {
			refuse('embeds', 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MaxEmbedCharacters}`);
		}
		for (const type of ['users', 'roles'] as const) {
			if (value.allowed_mentions?.parse?.includes(type) && value.allowed_mentions[type]?.length) {
				refuse(
					'allowed_mentions',
					'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
					`parse:["${type}"] and ${type}: [ids...] are mutually exclusive.`
				);
			}
		}
	});

export type MessageBody = z.infer<typeof messageBody>;

function charactersOf({ title, description, fields, footer, author }: EmbedBody): number {
	const texts = [
		title,
		description,
		footer?.text,
		author?.name,
		...(fields ?? []).flatMap(({ name, value }) => [name, value])
	];
	return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}
