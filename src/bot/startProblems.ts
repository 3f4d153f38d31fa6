import { connectionReason } from '../lib/connectionReason.js';
import { KickError } from '../lib/kick/errors.js';
import type { BotConfig } from './botConfig.js';

/** Returns why the login failed and what to do. An unknown error keeps its own message. */
export function loginProblem(error: unknown, { discordApiUrl }: Pick<BotConfig, 'discordApiUrl'>): string {
	const message = messageOf(error);
	if (error instanceof KickError) return message;
	if (codeOf(error) === 'TokenInvalid') {
		return 'Discord does not accept DISCORD_TOKEN. Copy it again from the developer portal.';
	}
	if (/disallowed intents/i.test(message)) {
		return '"Message Content Intent" is off. Switch it on in the Discord developer portal (your application, Bot).';
	}
	const isLate = error instanceof Error && error.name === 'AbortError';
	const reason = connectionReason(error) ?? (isLate ? 'no answer in time' : null);
	if (reason === null) return message;
	const host = Reflect.get(Object(error), 'hostname') ?? new URL(discordApiUrl ?? 'https://discord.com').host;
	const settings = discordApiUrl ? 'DISCORD_API_BASE_URL and the network' : 'network, DNS and proxy';
	return `it cannot reach ${host}: ${reason}. Check ${settings} of this machine.`;
}

/** Returns why the web server does not listen and what to do. An unknown error keeps its own message. */
export function listenProblem(error: unknown, config: Pick<BotConfig, 'host' | 'port' | 'health'>): string {
	const { host, health } = config;
	const port = Reflect.get(Object(error), 'port') ?? config.port;
	const variable = port === health?.port && health?.isRequired ? 'KICK_HEALTH_PORT' : 'PORT';
	switch (codeOf(error)) {
		case 'EADDRINUSE':
			return `port ${port} is in use. Stop the other program, or set ${variable}.`;
		case 'EACCES':
			return `this user may not listen on port ${port}. Set ${variable} to a number above 1023.`;
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return (
				'the name in HOST is not known on this machine. ' +
				'Set an address of this machine, or remove HOST to listen on all of them.'
			);
		case 'EADDRNOTAVAIL':
		case 'EAFNOSUPPORT':
		case 'EINVAL':
			if (host) return 'the address in HOST is not one of this machine. Remove HOST to listen on all of them.';
	}
	return messageOf(error);
}

function codeOf(error: unknown): string {
	return String(Reflect.get(Object(error), 'code') ?? '');
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
