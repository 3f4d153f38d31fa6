import type { ComponentChildren } from 'preact';
import { BrandMark } from './BrandMark.js';

export interface DiscordPostProps {
	/** Name of the bot. */
	author: string;
	when: string;
	/** Text above the embed. */
	text: ComponentChildren;
	embed?: { title: string; lines: readonly string[] };
}

/** Picture of a bot's post, drawn as Discord draws it. */
export function DiscordPost({ author, when, text, embed }: DiscordPostProps) {
	return (
		<div class="discord-post">
			<BrandMark size="large" />
			<div>
				<strong>{author}</strong>
				<span class="app">APP</span>
				<span class="when">{when}</span>
				<div>{text}</div>
				{embed && (
					<div class="discord-embed">
						<strong>{embed.title}</strong>
						{embed.lines.map((line) => (
							<span key={line}>{line}</span>
						))}
					</div>
				)}
			</div>
		</div>
	);
}
