/** Stands where a live part will appear, in about its size. */
export function Skeleton({ lines = 3, label = 'Loading…' }: { lines?: number; label?: string }) {
	return (
		<div class="skeleton" role="status" aria-label={label}>
			{Array.from({ length: lines }, (_, index) => (
				<span key={index} />
			))}
		</div>
	);
}
