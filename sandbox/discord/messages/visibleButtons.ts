import { type APIMessage, ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { VisibleButton } from '../world/DiscordActivity.js';

/** The buttons under a message, row by row. */
export function visibleButtons(message: APIMessage): VisibleButton[] {
	return (message.components ?? []).flatMap((row) => {
		if (row.type !== ComponentType.ActionRow) return [];
		return row.components.flatMap((component) => {
			if (component.type !== ComponentType.Button) return [];
			return {
				label: 'label' in component ? (component.label ?? '') : '',
				url: component.style === ButtonStyle.Link ? component.url : null,
				...(component.disabled && { disabled: true as const })
			};
		});
	});
}
