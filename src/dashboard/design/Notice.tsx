import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.js';

export interface NoticeProps {
	tone: 'ok' | 'warning' | 'failed';
	/** Shows the notice above the page, for short good news. */
	isToast?: boolean;
	children: ComponentChildren;
}

const Icons = { ok: 'circle-check', warning: 'triangle-alert', failed: 'circle-alert' } as const;

/** Message about what just happened. Screen readers announce problems at once, and good news when they pause. */
export function Notice({ tone, isToast, children }: NoticeProps) {
	return (
		<div class={`notice ${tone}${isToast ? ' toast' : ''}`} role={tone === 'ok' ? 'status' : 'alert'}>
			<Icon name={Icons[tone]} />
			<div>{children}</div>
			{/* Works by the script, which shows it. */}
			<button type="button" class="bare close" aria-label="Close this message" data-close hidden>
				<Icon name="x" />
			</button>
		</div>
	);
}
