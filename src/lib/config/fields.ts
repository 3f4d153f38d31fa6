import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { parsePublicKey } from '../kick/index.js';

/** Id or token: what Kick and Discord make has no space and no quote in it. */
export const credential = z
	.string()
	.refine(
		(text) => /^[\x21-\x7e]+$/.test(text) && !/["'`<>]/.test(text) && /[a-z0-9]/i.test(text),
		'is not filled in, or has a character that it cannot have, such as a space or a quote. Copy it again'
	);

/** Client secret. It may be any text, but a quote at one end alone comes from a line that was cut. */
export const clientSecret = z
	.string()
	.refine(
		(text) => /[a-z0-9]/i.test(text) && !/^["'`]|["'`]$/.test(text),
		'is not filled in, or begins or ends with a quote. Copy it again'
	);

/** Public base URL: a missing scheme means https, a trailing slash is dropped. */
export const baseUrl = z.string().transform((input, context) => {
	const url = webAddress(/^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `https://${input}`);
	if (!url || url.search || /^https?$/.test(url.hostname) || url.pathname.includes('//')) {
		return refuse(context, 'is not a web address. Write it like https://bot.example.com');
	}
	if (/^(your-(bot|domain|app|host|server|name)|yourdomain)(\.|$)/.test(url.hostname)) {
		return refuse(context, 'is the address of the example. Write the one of your own bot');
	}
	if (/\/(auth\/kick(\/callback)?|webhooks\/kick)\/*$/.test(url.pathname)) {
		return refuse(context, 'is the address of one page of the bot. Write only what comes before /auth or /webhooks');
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

/** Base URL of another Kick: scheme and host only. */
export const hostUrl = z.string().transform((input, context) => {
	const url = webAddress(input);
	if (url?.pathname !== '/' || url.search) {
		return refuse(context, 'is not a web address without a path. Write it like https://api.kick.com, or remove it');
	}
	return url.origin;
});

/** Base URL of another Discord's API. */
export const apiUrl = z.string().transform((input, context) => {
	const url = webAddress(input);
	if (!url || url.search) {
		return refuse(context, 'is not a web address. Write it like https://discord.com/api, or remove it');
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

export const socketUrl = z.string().transform((input, context) => {
	const url = addressOf(input);
	if (!url || !['ws:', 'wss:'].includes(url.protocol) || url.search) {
		return refuse(context, 'is not a socket address. It starts with wss:// and has no ? and no #, or remove it');
	}
	return input.replace(/\/+$/, '');
});

export const databaseUrl = z
	.string()
	.refine(
		(url) => /^(file:.+|postgres(ql)?:\/\/.+)/.test(url),
		'is not known. Use file:./data/kick.db for the embedded database, or postgresql://…'
	)
	.refine(
		// The driver also takes a URL with a user and no host, which the platform's parser refuses.
		(url) => url.startsWith('file:') || URL.canParse(url.replace('@/', '@localhost/')),
		'is not an address. Write it as postgresql://user:password@host:5432/database, with special characters of the password escaped (@ as %40, # as %23, / as %2F)'
	);

export const redisUrl = z
	.string()
	.regex(/^rediss?:\/\/.+/, 'is not known. It starts with redis:// or rediss://')
	.refine(
		(url) => URL.canParse(url) && !/\s/.test(url),
		'is not an address. Write it as redis://user:password@host:6379, with special characters of the password escaped (@ as %40, # as %23, / as %2F)'
	);

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

/** 0 takes any free port, which the log then names. */
export const port = z.string().transform((input, context) => {
	const number = Number(input);
	if (!/^\d{1,5}$/.test(input) || number > 65_535)
		return refuse(context, 'is not a port: use a number from 0 to 65535');
	return number;
});

/** Address to listen on. An IPv6 address may be in the brackets that it has in URLs. */
export const host = z.string().transform((input, context) => {
	const address = /^\[(.+)\]$/.exec(input)?.[1] ?? input;
	if (isIP(address) !== 0 && (address === input || isIPv6(address))) return address;
	// Digits alone are a port, or an address that is none: the system would look up another one.
	if (isHostName(input) && !/^[\d.]+$/.test(input)) return input;
	return refuse(context, 'is not an address to listen on. Write it like 127.0.0.1, ::1 or localhost, without a port');
});

/** Shards of this process, as discord.js' `ShardingManager` hands them on: `0` or `[0,1]`. */
export const shards = z.string().transform((input, context): number[] | 'auto' => {
	if (input === 'auto') return 'auto';
	const list = /^\[(.*)\]$/.exec(input)?.[1] ?? input;
	const ids = list.split(',').map((id) => id.trim());
	if (ids.every((id) => /^\d{1,5}$/.test(id)) && new Set(ids).size === ids.length) return ids.map(Number);
	return refuse(context, 'is not a list of shards. Write it like 0 or [0,1]');
});

export const shardCount = z.string().transform((input, context) => {
	if (/^\d{1,5}$/.test(input) && Number(input) > 0) return Number(input);
	return refuse(context, 'is not a number of shards: use a whole number of at least 1');
});

/** Address of an HTTP proxy. A missing scheme means http, as for other programs. */
export const proxyUrl = z.string().transform((input, context) => {
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `http://${input}`;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && ['http:', 'https:'].includes(url.protocol) && isHostName(url.hostname) && url.port !== '0') {
		return url.href;
	}
	return refuse(context, 'is not the address of an HTTP proxy. Write it like http://proxy:3128, or remove it');
});

/** PEM with real or `\n`-escaped line breaks, as hosting panels store it. */
export const publicKeyPem = z.string().transform((input, context) => {
	const pem = input.replaceAll('\\n', '\n').trim();
	if (parsePublicKey(pem)) return pem;
	return refuse(context, 'is not an RSA public key in PEM form. Copy it whole from docs.kick.com, or remove it');
});

/** Any text. */
export const text = z.string();

function webAddress(input: string): URL | null {
	const url = addressOf(input);
	return url && ['http:', 'https:'].includes(url.protocol) ? url : null;
}

/** The platform's parser takes more than any server has: quotes in a host name, and white space, which it drops. */
function addressOf(input: string): URL | null {
	const url = /[\s"'`<>\\^{|}]/.test(input) || !URL.canParse(input) ? null : new URL(input);
	if (!url || url.username || url.password || url.hash || url.port === '0') return null;
	return isHostName(url.hostname) ? url : null;
}

/** A name or an address; an IPv6 address in brackets. */
function isHostName(name: string): boolean {
	const inBrackets = /^\[(.+)\]$/.exec(name)?.[1];
	if (inBrackets) return isIPv6(inBrackets);
	return (
		name.length <= 253 &&
		/^([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\.?$/i.test(name)
	);
}

function refuse(context: z.core.$RefinementCtx, message: string): never {
	context.addIssue({ code: 'custom', message });
	return z.NEVER;
}
