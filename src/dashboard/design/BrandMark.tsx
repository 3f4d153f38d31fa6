/** Mark of the bot: a chat bubble with a play sign, in Kick's green. */
export function BrandMark({ size }: { size?: 'large' }) {
	return (
		<svg class={size ? `brand-mark ${size}` : 'brand-mark'} viewBox="0 0 32 32" aria-hidden="true">
			<rect width="32" height="32" rx="9" fill="#53fc18" />
			<path d={MarkPath} fill="#08130a" fill-rule="evenodd" />
		</svg>
	);
}

const MarkPath =
	'M9 7h14a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-7.5L10 26.5V22H9a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3zM13.5 10.5v8l6.5-4z';

const IconSvg =
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#53fc18"/>` +
	`<path d="${MarkPath}" fill="#08130a" fill-rule="evenodd"/></svg>`;

/** Address of the mark as the icon of a tab. */
export const TabIcon = `data:image/svg+xml,${encodeURIComponent(IconSvg)}`;

/**
 * Discord's own mark, for the buttons that lead to Discord.
 *
 * @see https://discord.com/branding
 */
export function DiscordMark() {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={DiscordPath} />
		</svg>
	);
}

/** Shape of the mark, from simple-icons (CC0): https://simpleicons.org/?q=discord */
const DiscordPath =
	'M20.317 4.3698a19.7913 19.7913 0 00-4.8851-1.5152.0741.0741 0 00-.0785.0371' +
	'c-.211.3753-.4447.8648-.6083 1.2495-1.8447-.2762-3.68-.2762-5.4868' +
	' 0-.1636-.3933-.4058-.8742-.6177-1.2495' +
	'a.077.077 0 00-.0785-.037 19.7363 19.7363 0 00-4.8852 1.515.0699.0699 0 00-.0321.0277' +
	'C.5334 9.0458-.319 13.5799.0992 18.0578a.0824.0824 0 00.0312.0561' +
	'c2.0528 1.5076 4.0413 2.4228 5.9929 3.0294a.0777.0777 0 00.0842-.0276' +
	'c.4616-.6304.8731-1.2952 1.226-1.9942a.076.076 0 00-.0416-.1057c-.6528-.2476-1.2743-.5495-1.8722-.8923' +
	'a.077.077 0 01-.0076-.1277c.1258-.0943.2517-.1923.3718-.2914a.0743.0743 0 01.0776-.0105' +
	'c3.9278 1.7933 8.18 1.7933 12.0614 0a.0739.0739 0 01.0785.0095c.1202.099.246.1981.3728.2924' +
	'a.077.077 0 01-.0066.1276 12.2986 12.2986 0 01-1.873.8914.0766.0766 0 00-.0407.1067' +
	'c.3604.698.7719 1.3628 1.225 1.9932a.076.076 0 00.0842.0286c1.961-.6067 3.9495-1.5219 6.0023-3.0294' +
	'a.077.077 0 00.0313-.0552c.5004-5.177-.8382-9.6739-3.5485-13.6604a.061.061 0 00-.0312-.0286z' +
	'M8.02 15.3312' +
	'c-1.1825 0-2.1569-1.0857-2.1569-2.419 0-1.3332.9555-2.4189 2.157-2.4189 1.2108 0 2.1757 1.0952' +
	' 2.1568 2.419 0 1.3332-.9555 2.4189-2.1569 2.4189zm7.9748 0' +
	'c-1.1825 0-2.1569-1.0857-2.1569-2.419 0-1.3332.9554-2.4189 2.1569-2.4189 1.2108 0 2.1757 1.0952' +
	' 2.1568 2.419 0 1.3332-.946 2.4189-2.1568 2.4189Z';
