import { z } from 'zod';
import { parsePublicKey } from '../kick/webhooks/parsePublicKey.js';

/** Public base URL: a missing scheme means https, a trailing slash is dropped. */
export const baseUrl = z.string().transform((input, context) => {
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `https://${input}`;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash) {
		return refuse(context, 'is not a web address. Write it like https://your-bot.example.com');
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

/** Base URL of another Kick: scheme and host only. */
export const hostUrl = z.string().transform((input, context) => {
	const url = URL.canParse(input) ? new URL(input) : null;
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.pathname !== '/' || url.search) {
		return refuse(context, 'is not a web address without a path. Write it like https://api.kick.com, or remove it');
	}
	return url.origin;
});

export const socketUrl = z.string().transform((input, context) => {
	const url = URL.canParse(input) ? new URL(input) : null;
	if (!url || !['ws:', 'wss:'].includes(url.protocol) || url.search || url.hash) {
		return refuse(context, 'is not a socket address. It starts with wss:// and has no ? and no #, or remove it');
	}
	return input.replace(/\/+$/, '');
});

export const databaseUrl = z
	.string()
	.refine(
		(url) => /^(file:.+|postgres(ql)?:\/\/.+)/.test(url),
		'is not known. Use file:./data/kick.db for the embedded database, or postgresql://…'
	);

export const redisUrl = z.string().regex(/^rediss?:\/\/.+/, 'is not known. It starts with redis:// or rediss://');

export const tokenKey = z
	.string()
	.min(16, 'is too short: use at least 16 characters, for example of `openssl rand -hex 32`');

export const realtimeProvider = z.enum(['auto', 'pusher', 'centrifugo'], 'is none of auto, pusher and centrifugo');

export const flag = z.string().transform((input, context) => {
	if (/^(true|1|yes|on)$/i.test(input)) return true;
	if (/^(false|0|no|off)$/i.test(input)) return false;
	return refuse(context, 'is neither true nor false');
});

export const minutes = z.string().transform((input, context) => {
	const number = Number(input);
	if (!/^\d{1,5}(\.\d+)?$/.test(input) || number === 0) return refuse(context, 'is not a number of minutes above 0');
	return number;
});

export const port = z.string().transform((input, context) => {
	const number = Number(input);
	if (!/^\d{1,5}$/.test(input) || number > 65_535)
		return refuse(context, 'is not a port: use a number from 0 to 65535');
	return number;
});

/** PEM with real or `\n`-escaped line breaks, as hosting panels store it. */
export const publicKeyPem = z.string().transform((input, context) => {
	const pem = input.replaceAll('\\n', '\n').trim();
	if (parsePublicKey(pem)) return pem;
	return refuse(context, 'is not an RSA public key in PEM form. Copy it whole from docs.kick.com, or remove it');
});

function refuse(context: z.core.$RefinementCtx, message: string): never {
	context.addIssue({ code: 'custom', message });
	return z.NEVER;
}
