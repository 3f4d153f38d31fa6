export interface TimeProps {
	at: Date;
	/** `clock`: of today without the day. @default 'second' */
	to?: 'second' | 'day' | 'clock';
}

/** In UTC, as the bot does not know where its reader is; the script shows it in the time of the reader. */
export function Time({ at, to = 'second' }: TimeProps) {
	const iso = at.toISOString();
	return (
		<time dateTime={iso} data-to={to}>
			{textOf(iso, to)}
		</time>
	);
}

function textOf(iso: string, to: TimeProps['to']): string {
	const [day = '', clock = ''] = iso.slice(0, 19).split('T');
	if (to === 'day') return day;
	const isToday = new Date().toISOString().startsWith(day);
	return to === 'clock' && isToday ? `${clock} UTC` : `${day} ${clock} UTC`;
}
