import { BrandMark } from '../design/BrandMark.js';
import { DashboardName } from '../navigation.js';
import { usePageContext } from '../PageContext.js';

/** Name of the dashboard, as a link to its first page. */
export function Brand({ isShort }: { isShort?: boolean }) {
	const { home } = usePageContext();
	return (
		<a class="brand" href={home}>
			<BrandMark />
			<span class={isShort ? 'hidden' : undefined}>{DashboardName}</span>
		</a>
	);
}
