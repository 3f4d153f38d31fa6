import { Icon } from '../design/Icon.js';
import { usePageContext } from '../PageContext.js';

/** Longest part of a name that the filter accepts. */
export const MaxNameLength = 50;

/** Form that shows the messages of one sender. The script filters while the reader types. */
export function NameFilter({ name }: { name: string }) {
	const { home, guild } = usePageContext();
	const address = `${home}/${guild?.id}/chat`;
	return (
		<form class="name-filter" method="get" action={address} data-name-filter>
			<label class="hidden" for="name">
				Filter by name
			</label>
			<input
				type="search"
				id="name"
				name="name"
				value={name}
				placeholder="Filter by name"
				maxLength={MaxNameLength}
				autocomplete="off"
			/>
			<button type="submit" class="quiet" title="Filter">
				<Icon name="search" />
				<span class="hidden">Filter</span>
			</button>
			{name !== '' && (
				<a class="button quiet" href={address}>
					Show all
				</a>
			)}
		</form>
	);
}
