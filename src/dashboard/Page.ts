import type { VNode } from 'preact';

/** One page of the dashboard, without what stands around it. */
export interface Page {
	/** @default 200 */
	status?: number;
	title: string;
	/** Where the browser goes on by itself, at once. */
	continueTo?: string;
	content: VNode;
}
