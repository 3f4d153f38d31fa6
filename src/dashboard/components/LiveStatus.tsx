import { usePageContext } from '../PageContext.js';

export interface LiveStatusProps {
	/** Address of the stream, below the server: `log/stream`. */
	stream: string;
	/** What the page has seen already, as the stream understands it. */
	seen: string;
	/** Further fields of the address. */
	query?: Readonly<Record<string, string | undefined>>;
}

/** Says whether the page follows what happens. The script opens the stream; without it, one reloads. */
export function LiveStatus({ stream, seen, query = {} }: LiveStatusProps) {
	const { home, guild } = usePageContext();
	const fields = Object.entries({ ...query, seen }).filter(
		(field): field is [string, string] => field[1] !== undefined
	);
	return (
		<p class="live" role="status" data-stream={`${home}/${guild?.id}/${stream}?${new URLSearchParams(fields)}`}>
			Reload the page to see what is new.
		</p>
	);
}
