import { usePageContext } from '../PageContext.js';

export interface LiveStatusProps {
	/** Path of the stream below the server: `log/stream`. */
	stream: string;
	/** Mark of what the page already shows. Its format belongs to the stream. */
	seen: string;
	/** Further query fields of the stream. */
	query?: Readonly<Record<string, string | undefined>>;
}

/** Shows whether live updates work. The script opens the stream; without a script the text asks to reload. */
export function LiveStatus({ stream, seen, query = {} }: LiveStatusProps) {
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
