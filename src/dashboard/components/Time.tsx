export interface TimeProps {
	at: Date;
	/** @default 'second' */
	to?: 'second' | 'day';
}

/** In UTC, as the bot does not know where its reader is; the script shows it in the time of the reader. */
export function Time({ at, to = 'second' }: TimeProps) {
	const iso = at.toISOString();
	return (
		<time dateTime={iso} data-to={to}>
			{to === 'day' ? iso.slice(0, 10) : `${iso.slice(0, 19).replace('T', ' ')} UTC`}
		</time>
	);
}
