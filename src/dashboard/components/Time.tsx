export interface TimeProps {
	at: Date;
	/** `clock` leaves out the day for times of today. `minute` always leaves it out. @default 'second' */
	to?: 'second' | 'day' | 'clock' | 'minute';
}

/** Time in UTC, because the server does not know the reader's time zone. The script converts it. */
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
	if (to === 'minute') return `${clock.slice(0, 5)} UTC`;
	const isToday = new Date().toISOString().startsWith(day);
	return to === 'clock' && isToday ? `${clock} UTC` : `${day} ${clock} UTC`;
}
