import type { KickBadge } from '../../lib/kick/events/index.js';
import { Badge } from '../design/Badge.js';
import { Icon, type IconName } from '../design/Icon.js';
import { UntrustedText } from '../design/UntrustedText.js';

/** Kick adds types without notice, and channels name them freely. */
const MaxTextLength = 30;

interface Look {
	icon: IconName;
	/** Colour, as a class of `hues.css`. */
	hue: number;
	label: (count: number) => string;
}

const named =
	(name: string): Look['label'] =>
	() =>
		name;

/** Types that Kick sends today. Its API has no pictures of badges, so these are icons of the design. */
const Looks: Readonly<Record<string, Look>> = {
	broadcaster: { icon: 'video', hue: 23, label: named('Broadcaster') },
	moderator: { icon: 'shield', hue: 9, label: named('Moderator') },
	vip: { icon: 'gem', hue: 20, label: named('VIP') },
	og: { icon: 'crown', hue: 3, label: named('OG') },
	founder: { icon: 'medal', hue: 2, label: named('Founder') },
	subscriber: {
		icon: 'star',
		hue: 17,
		label: (months) => (months > 0 ? `Subscriber for ${plural(months, 'month')}` : 'Subscriber')
	},
	sub_gifter: {
		icon: 'gift',
		hue: 14,
		label: (gifts) => (gifts > 0 ? `Gifted ${plural(gifts, 'subscription')}` : 'Gifted subscriptions')
	},
	verified: { icon: 'badge-check', hue: 8, label: named('Verified') },
	bot: { icon: 'bot', hue: 15, label: named('Bot') },
	staff: { icon: 'wrench', hue: 8, label: named('Kick staff') },
	sidekick: { icon: 'handshake', hue: 12, label: named('Sidekick') }
};

/** Badge of a sender: an icon with its meaning, or the text of a type that this version does not know. */
export function ChatBadge({ badge: { type, text, count = 0 } }: { badge: KickBadge }) {
	const look = Object.hasOwn(Looks, type) ? Looks[type] : undefined;
	if (!look)
		return (
			<Badge>
				<UntrustedText text={(text || type).slice(0, MaxTextLength)} />
			</Badge>
		);
	const label = look.label(Number.isSafeInteger(count) ? count : 0);
	return (
		<span class={`chat-badge hue-${look.hue}`} title={label}>
			<Icon name={look.icon} />
			<span class="hidden">{label}</span>
		</span>
	);
}

function plural(count: number, noun: string): string {
	return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
