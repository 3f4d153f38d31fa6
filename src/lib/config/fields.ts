import { isIP, isIPv6 } from 'node:net';
import { z } from 'zod';
import { parsePublicKey } from '../kick/index.js';

/** Id or token. Kick and Discord never use spaces or quotes in them. */
export const credential = z
	.string()
	.refine(
		(text) => /^[\x21-\x7e]+$/.test(text) && !/["'`<>]/.test(text) && /[a-z0-9]/i.test(text),
		'is empty, or has a character that is not allowed, such as a space or a quote. Copy it again'
	);

/** Client secret. It may be any text, but a quote at only one end comes from a line that was cut off. */
export const clientSecret = z
	.string()
	.refine(
		(text) => /[a-z0-9]/i.test(text) && !/^["'`]|["'`]$/.test(text),
		'is empty, or begins or ends with a quote. Copy it again'
	);

/** Public base URL. A missing scheme means https, and a trailing slash is dropped. */
export const baseUrl = z.string().transform((input, context) => {
	const url = webAddress(/^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `https://${input}`);
	if (!url || url.search || /^https?$/.test(url.hostname) || url.pathname.includes('//')) {
		return refuse(context, 'is not a web address. Write it like https://bot.example.com');
	}
	if (/^(your-(bot|domain|app|host|server|name)|yourdomain)(\.|$)/.test(url.hostname)) {
		return refuse(context, 'is the address of the example. Enter the address of your own bot');
	}
	if (/\/(auth\/kick(\/callback)?|webhooks\/kick)\/*$/.test(url.pathname)) {
		return refuse(context, 'is the address of one page of the bot. Enter only the part before /auth or /webhooks');
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
});

/** Base URL of a Kick server: scheme and host only. */
export const hostUrl = z.string().transform((input, context) => {
	const url = webAddress(input);
	if (url?.pathname !== '/' || url.search) {
		return refuse(context, 'is not a web address without a path. Write it like https://api.kick.com, or remove it');
	}
	return url.origin;
});

/** Base URL of Discord's API. */
export const apiUrl = baseUrlLike('https://discord.com/api');

/** Base URL of Discord's pictures. */
export const cdnUrl = baseUrlLike('https://cdn.discordapp.com');

export const socketUrl = z.string().transform((input, context) => {
	const url = addressOf(input);
	if (!url || !['ws:', 'wss:'].includes(url.protocol) || url.search) {
		return refuse(
			context,
			'is not a socket address. Enter one that starts with wss:// and has no ? and no #, or remove it'
		);
	}
	return input.replace(/\/+$/, '');
});

export const databaseUrl = z
	.string()
	.refine(
		(url) => /^(file:.+|postgres(ql)?:\/\/.+)/.test(url),
		'is not supported. Use file:./data/kick.db for the embedded database, or postgresql://…'
	)
	.refine(
		// The driver also accepts a URL with a user and no host, which Node's parser refuses.
		(url) => url.startsWith('file:') || URL.canParse(url.replace('@/', '@localhost/')),
		'is not an address. Write it like postgresql://user:password@host:5432/database, and escape ' +
			'special characters in the password (@ as %40, # as %23, / as %2F)'
	);

export const redisUrl = z
	.string()
	.regex(/^rediss?:\/\/.+/, 'is not supported. Use an address that starts with redis:// or rediss://')
	.refine(
		(url) => URL.canParse(url) && !/\s/.test(url),
		'is not an address. Write it like redis://user:password@host:6379, and escape special ' +
			'characters in the password (@ as %40, # as %23, / as %2F)'
	);

export const tokenKey = z
	.string()
	.min(16, 'is too short. Use at least 16 characters, for example from `openssl rand -hex 32`');

export const realtimeProvider = z.enum(
	['auto', 'pusher', 'centrifugo'],
	'is not valid. Use auto, pusher or centrifugo'
);

export const flag = z.string().transform((input, context) => {
	if (/^(true|1|yes|on)$/i.test(input)) return true;
	if (/^(false|0|no|off)$/i.test(input)) return false;
	return refuse(context, 'is not valid. Use true or false');
});

export const minutes = z.string().transform((input, context) => {
	const number = Number(input);
	if (!/^\d{1,5}(\.\d+)?$/.test(input) || number === 0)
		return refuse(context, 'is not a number of minutes. Use a number above 0');
	return number;
});

/** Port number. 0 means any free port, which the log then names. */
export const port = z.string().transform((input, context) => {
	const number = Number(input);
	if (!/^\d{1,5}$/.test(input) || number > 65_535)
		return refuse(context, 'is not a port. Use a number from 0 to 65535');
	return number;
});

/** Address to listen on. An IPv6 address may be in brackets, as in URLs. */
export const host = z.string().transform((input, context) => {
	const address = /^\[(.+)\]$/.exec(input)?.[1] ?? input;
	if (isIP(address) !== 0 && (address === input || isIPv6(address))) return address;
	// Digits alone are a port or an incomplete address, which the system would resolve to another address.
	if (isHostName(input) && !/^[\d.]+$/.test(input)) return input;
	return refuse(context, 'is not an address to listen on. Write it like 127.0.0.1, ::1 or localhost, without a port');
});

/** Shards of this process, in the form that discord.js' `ShardingManager` passes: `0` or `[0,1]`. */
export const shards = z.string().transform((input, context): number[] | 'auto' => {
	if (input === 'auto') return 'auto';
	const list = /^\[(.*)\]$/.exec(input)?.[1] ?? input;
	const ids = list.split(',').map((id) => id.trim());
	if (ids.every((id) => /^\d{1,5}$/.test(id)) && new Set(ids).size === ids.length) return ids.map(Number);
	return refuse(context, 'is not a list of shards. Write it like 0 or [0,1]');
});

export const shardCount = z.string().transform((input, context) => {
	if (/^\d{1,5}$/.test(input) && Number(input) > 0) return Number(input);
	return refuse(context, 'is not a number of shards. Use a whole number of at least 1');
});

/** Address of an HTTP proxy. A missing scheme means http, as in other programs. */
export const proxyUrl = z.string().transform((input, context) => {
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(input) ? input : `http://${input}`;
	const url = URL.canParse(text) ? new URL(text) : null;
	if (url && ['http:', 'https:'].includes(url.protocol) && isHostName(url.hostname) && url.port !== '0') {
		return url.href;
	}
	return refuse(context, 'is not the address of an HTTP proxy. Write it like http://proxy:3128, or remove it');
});

/** Public key as PEM, with real or `\n`-escaped line breaks, because hosting panels store either. */
export const publicKeyPem = z.string().transform((input, context) => {
	const pem = input.replaceAll('\\n', '\n').trim();
	if (parsePublicKey(pem)) return pem;
	return refuse(context, 'is not an RSA public key in PEM form. Copy it whole from docs.kick.com, or remove it');
});

/** Any text. */
export const text = z.string();

/** Base URL with a path, without its trailing slash. The example is shown for a wrong one. */
function baseUrlLike(example: string) {
	return z.string().transform((input, context) => {
		const url = webAddress(input);
		if (!url || url.search) return refuse(context, `is not a web address. Write it like ${example}, or remove it`);
		return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
	});
}

function webAddress(input: string): URL | null {
	const url = addressOf(input);
	return url && ['http:', 'https:'].includes(url.protocol) ? url : null;
}

/** Parses a URL more strictly than Node, which accepts quotes in a host name and drops white space. */
function addressOf(input: string): URL | null {
	const url = /[\s"'`<>\\^{|}]/.test(input) || !URL.canParse(input) ? null : new URL(input);
	if (!url || url.username || url.password || url.hash || url.port === '0') return null;
	return isHostName(url.hostname) ? url : null;
}

/** Whether a text is a host name, an IPv4 address or an IPv6 address in brackets. */
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
