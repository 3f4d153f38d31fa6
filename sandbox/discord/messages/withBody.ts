import type { APIAttachment, APIEmbed, APIMessage } from 'discord-api-types/v10';
import type { ReceivedFile } from '../rest/UploadedFile.js';
import type { Snowflakes } from '../world/Snowflakes.js';
import type { Attachments } from './Attachments.js';
import type { ComponentBody, EmbedBody, MessageBody } from './messageBody.js';

interface AttachmentServices {
	ids: Snowflakes;
	attachments: Attachments;
}

/** Returns the message with the fields of a request; a field that the request leaves out stays. */
export function withBody(
	services: AttachmentServices,
	message: APIMessage,
	body: MessageBody,
	files: readonly ReceivedFile[]
): APIMessage {
	const kept = body.attachments?.map(({ id }) => String(id));
	const attachments = [
		...message.attachments.filter(({ id }) => kept === undefined || kept.includes(id)),
		...files.map((file) => attachment(services, message.channel_id, file, body))
	];

	return {
		...message,
		content: body.content === undefined ? message.content : (body.content ?? ''),
		embeds: body.embeds === undefined ? message.embeds : (body.embeds ?? []).map(shownEmbed),
		components: body.components === undefined ? message.components : shownComponents(body.components ?? []),
		attachments
	};
}

export function isEmpty({ content, embeds, components, attachments }: APIMessage): boolean {
	return content.trim() === '' && embeds.length === 0 && !components?.length && attachments.length === 0;
}

function shownEmbed(embed: EmbedBody): APIEmbed {
	const fields = embed.fields?.map(({ name, value, inline }) => ({ name, value, inline: inline ?? false }));
	return withoutNulls({ ...embed, type: 'rich', fields }) as APIEmbed;
}

/** Discord numbers the components of a message, and shows them back as they were sent. */
function shownComponents(components: readonly ComponentBody[]): NonNullable<APIMessage['components']> {
	let last = 0;
	const show = ({ components: inner, accessory, ...rest }: ComponentBody): object => {
		last += 1;
		return withoutNulls({
			...rest,
			id: last,
			components: inner?.map(show),
			accessory: accessory ? show(accessory) : undefined
		});
	};
	return components.map(show) as NonNullable<APIMessage['components']>;
}

function attachment(
	{ ids, attachments }: AttachmentServices,
	channelId: string,
	file: ReceivedFile,
	body: MessageBody
): APIAttachment {
	const id = ids.next();
	const url = attachments.add(`${channelId}/${id}/${encodeURIComponent(file.name)}`, file);
	const description = body.attachments?.find((described) => String(described.id) === file.id)?.description;
	return {
		id,
		filename: file.name,
		size: file.sizeBytes,
		url,
		proxy_url: url,
		content_type: file.contentType,
		...(description && { description })
	};
}

function withoutNulls(value: object): object {
	return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined));
}
