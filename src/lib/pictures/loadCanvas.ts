import type * as Canvas from '@napi-rs/canvas';
import { interWoff2 } from './font/inter.js';

/** A variable, so that bundlers leave this optional, native package alone. */
const CanvasModule: string = '@napi-rs/canvas';

/** The machine may have no fonts at all. */
export const FontFamily = 'sapphire-plugin-kick';

let loading: Promise<typeof Canvas | null> | null = null;

/** `null` where the package is not installed, or has no build for this machine. */
export function loadCanvas(): Promise<typeof Canvas | null> {
	loading ??= load().catch(() => null);
	return loading;
}

async function load(): Promise<typeof Canvas> {
	const canvas: typeof Canvas = await import(CanvasModule);
	canvas.GlobalFonts.register(interWoff2, FontFamily);
	return canvas;
}
