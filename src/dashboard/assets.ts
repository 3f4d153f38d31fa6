import { createHash } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { font, fontFace, script, style } from '../generated/dashboardAssets.js';

export interface Asset {
	/** Contains a hash of the content, so that browsers may cache the file indefinitely. */
	name: string;
	type: string;
	/** Returns the content in the best encoding that the browser accepts. */
	content(acceptEncoding: string): { encoding: 'br' | 'gzip' | null; bytes: Buffer };
}

export const Style = textAsset(style.name, `${fontFace}${style.text}`, 'text/css; charset=utf-8');
export const Script = textAsset(script.name, script.text, 'text/javascript; charset=utf-8');
const fontBytes = Buffer.from(font.base64, 'base64');
/** Inter, Latin letters only. Other scripts use the reader's own font. */
export const Font: Asset = {
	name: font.name,
	type: 'font/woff2',
	// WOFF2 is compressed already.
	content: () => ({ encoding: null, bytes: fontBytes })
};

/** Style without the font, for pages that load no files. */
export const InlineStyle = style.text;
/** Source expression of a policy that allows this style inline, and no other one. */
export const InlineStyleHash = `'sha256-${createHash('sha256').update(InlineStyle).digest('base64')}'`;

const assets = new Map([Style, Script, Font].map((asset) => [asset.name, asset]));

/** Returns the file with this name, if the dashboard serves it. */
export function findAsset(name: string): Asset | null {
	return assets.get(name) ?? null;
}

/** Compresses at the first request, because most processes never serve a page. */
function textAsset(name: string, text: string, type: string): Asset {
	const compressed = new Map<string, Buffer>();
	const once = (encoding: 'br' | 'gzip', compress: (text: string) => Buffer) => {
		const bytes = compressed.get(encoding) ?? compress(text);
		compressed.set(encoding, bytes);
		return { encoding, bytes };
	};
	return {
		name,
		type,
		content: (accepted) => {
			if (accepts(accepted, 'br')) return once('br', brotliCompressSync);
			return accepts(accepted, 'gzip') ? once('gzip', gzipSync) : { encoding: null, bytes: Buffer.from(text) };
		}
	};
}

/** Whether a header `Accept-Encoding` names an encoding, and not with the weight 0. */
function accepts(header: string, encoding: string): boolean {
	const [, weight] = new RegExp(`(?:^|,)\\s*${encoding}\\s*(?:;\\s*q=([\\d.]+))?\\s*(?:,|$)`, 'i').exec(header) ?? [
		null,
		'0'
	];
	return weight === undefined || Number(weight) > 0;
}
