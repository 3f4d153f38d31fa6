import type { VNode } from 'preact';

/** One page of the dashboard, without what stands around it. */
export interface Page {
	/** @default 200 */
	status?: number;
	title: string;
	content: VNode;
}
