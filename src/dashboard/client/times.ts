const Formats = {
	second: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }),
	day: new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })
};

/** The times of the server are in UTC: they become those of the reader, and keep the other as their title. */
export function showLocalTimes(part: ParentNode): void {
	for (const time of part.querySelectorAll('time')) {
		time.title = time.textContent;
		time.textContent = Formats[time.dataset.to === 'day' ? 'day' : 'second'].format(new Date(time.dateTime));
	}
}
