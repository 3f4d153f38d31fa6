import { createHash } from 'node:crypto';
import { script, style } from '../generated/dashboardAssets.js';

export interface Asset {
	/** Contains a hash of the text, so that browsers may cache the file indefinitely. */
	name: string;
	text: string;
	type: string;
}

export const Style: Asset = { ...style, type: 'text/css; charset=utf-8' };
export const Script: Asset = { ...script, type: 'text/javascript; charset=utf-8' };

/** Source expression of a policy that allows the style inline, and no other one. */
export const StyleHash = `'sha256-${createHash('sha256').update(style.text).digest('base64')}'`;

const assets = new Map([Style, Script].map((asset) => [asset.name, asset]));

/** Returns the file with this name, if the dashboard serves it. */
export function findAsset(name: string): Asset | null {
	return assets.get(name) ?? null;
}
