import { script, style } from '../generated/dashboardAssets.js';

export interface Asset {
	/** With a hash of its content, so that browsers may keep it for ever. */
	name: string;
	text: string;
	type: string;
}

export const Style: Asset = { ...style, type: 'text/css; charset=utf-8' };
export const Script: Asset = { ...script, type: 'text/javascript; charset=utf-8' };

const assets = new Map([Style, Script].map((asset) => [asset.name, asset]));

/** The file of this name that the dashboard serves. */
export function findAsset(name: string): Asset | null {
	return assets.get(name) ?? null;
}
