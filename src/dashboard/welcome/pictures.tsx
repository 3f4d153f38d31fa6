import { Badge, type Tone } from '../design/Badge.js';
import { Icon, type IconName } from '../design/Icon.js';

/** Pictures of the welcome page. They are drawn with the design's own parts, so they follow the theme. */
export function ChatPicture() {
	return (
		<div class="picture" role="img" aria-label="Kick chat with messages of viewers">
			<ChatLine badge="Moderator" name="ana" hue={6} text="welcome in, everyone!" />
			<ChatLine name="ben" hue={23} text="what a start" />
			<ChatLine badge="VIP" name="cleo" hue={14} text="is this ranked?" />
		</div>
	);
}

function ChatLine({ badge, name, hue, text }: { badge?: string; name: string; hue: number; text: string }) {
	return (
		<div>
			{badge && <Badge>{badge}</Badge>} <strong class={`name hue-${hue}`}>{name}</strong>: {text}
		</div>
	);
}

export function StreamPicture() {
	return (
		<svg class="picture" viewBox="0 0 240 92" role="img" aria-label="Chart of the chat messages during a stream">
			<path class="area" d="M8 84V66L40 52 72 60 104 36 136 44 168 20 200 30 232 12V84z" />
			<path class="edge" d="M8 66 40 52 72 60 104 36 136 44 168 20 200 30 232 12" />
		</svg>
	);
}

export function LogPicture() {
	return (
		<div class="picture" role="img" aria-label="List of events from Kick">
			<LogLine icon="heart" text="ana followed" tone="ok" state="Handled" />
			<LogLine icon="gift" text="ben gifted 5 subscriptions" tone="ok" state="Handled" />
			<LogLine icon="star" text="cleo subscribed" tone="ok" state="Handled" />
		</div>
	);
}

function LogLine({ icon, text, tone, state }: { icon: IconName; text: string; tone: Tone; state: string }) {
	return (
		<div class="log-line">
			<Icon name={icon} />
			<span>{text}</span>
			<Badge tone={tone}>{state}</Badge>
		</div>
	);
}
