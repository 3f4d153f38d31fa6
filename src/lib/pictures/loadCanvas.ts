import type * as Canvas from '@napi-rs/canvas';
import { interWoff2 } from './font/inter.js';

/** Name in a variable, so that bundlers ignore this optional, native package. */
const CanvasModule: string = '@napi-rs/canvas';

/** Name of the bundled font, because the machine may have no fonts. */
export const FontFamily = 'sapphire-plugin-kick';

let loading: Promise<typeof Canvas | null> | null = null;

/** Loads the canvas package. Resolves to `null` when it is not installed or has no build for this machine. */
export function loadCanvas(): Promise<typeof Canvas | null> {
	loading ??= load().catch(() => null);
	return loading;
}

async function load(): Promise<typeof Canvas> {
	const canvas: typeof Canvas = await import(CanvasModule);
	canvas.GlobalFonts.register(interWoff2, FontFamily);
	return canvas;
}
