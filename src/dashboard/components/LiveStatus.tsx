import { type LiveStream, usePageContext } from '../PageContext.js';

/** Shows whether live updates work. The script opens the stream; without a script the text asks to reload. */
export function LiveStatus({ stream, seen, query = {} }: LiveStream) {
	const { home, guild } = usePageContext();
	const fields = Object.entries({ ...query, seen }).filter(
		(field): field is [string, string] => field[1] !== undefined
	);
	return (
		<p class="live-status" role="status" data-stream={`${home}/${guild?.id}/${stream}?${new URLSearchParams(fields)}`}>
			Live updates are off. Reload the page to see what is new.
		</p>
	);
}
