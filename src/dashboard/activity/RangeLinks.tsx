import { useFrame } from '../PageContext.js';
import { type Range, Ranges } from './ranges.js';

export function RangeLinks({ chosen }: { chosen: Range }) {
	const { home, guild } = useFrame();
	return (
		<nav aria-label="Time">
			<ul class="ranges">
				{Ranges.map((range) => (
					<li key={range.hours}>
						<a
							href={`${home}/${guild?.id}/activity?hours=${range.hours}`}
							aria-current={range === chosen ? 'page' : undefined}
						>
							{range.name}
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
