import { GatewayIntentBits, type IntentsBitField, type PermissionsBitField } from 'discord.js';
import type { ConfigLine } from '../lib/diagnosis/ConfigReport.js';

export interface DiscordFacts {
	intents: Readonly<IntentsBitField>;
	/** Sapphire reads prefix commands only with `loadMessageCommandListeners: true`. */
	readsPrefixCommands: boolean;
	botPermissions: Readonly<PermissionsBitField> | null;
}

/** Returns what is missing in Discord: the part of a check that does not concern Kick. */
export function discordFindings({ intents, readsPrefixCommands, botPermissions }: DiscordFacts): ConfigLine[] {
	const findings: ConfigLine[] = [];

	const missingIntents = [
		...(intents.has(GatewayIntentBits.GuildMessages) ? [] : ['GuildMessages']),
		...(intents.has(GatewayIntentBits.MessageContent) ? [] : ['MessageContent'])
	];
	if (!readsPrefixCommands) {
		findings.push(
			warning('Prefix commands: off. Slash commands work; for prefix commands set loadMessageCommandListeners: true.')
		);
	} else if (missingIntents.length > 0) {
		findings.push(
			warning(
				`Intents: ${missingIntents.join(' and ')} missing, so the bot does not see prefix commands. ` +
					"Add them to the client, and switch on Message Content Intent in Discord's developer portal."
			)
		);
	}

	const missingPermissions = botPermissions?.missing(['ViewChannel', 'SendMessages']) ?? [];
	if (missingPermissions.length > 0) {
		findings.push(
			warning(
				`Permissions: ${missingPermissions.join(' and ')} missing in this Discord channel. Give them to the bot's role.`
			)
		);
	}

	if (findings.length > 0) return findings;
	return [{ outcome: 'ok', text: 'Discord: intents and permissions are fine' }];
}

function warning(text: string): ConfigLine {
	return { outcome: 'warning', text };
}
