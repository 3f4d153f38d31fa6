import { GatewayIntentBits, IntentsBitField, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { discordFindings } from '../../../src/commands/discordFindings.js';

const complete = {
	intents: new IntentsBitField([GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent]),
	readsPrefixCommands: true,
	botPermissions: new PermissionsBitField([PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages])
};

describe('discordFindings', () => {
	test('has one good line when nothing is missing', () => {
		expect(discordFindings(complete)).toEqual([{ outcome: 'ok', text: 'Discord: intents and permissions are fine' }]);
	});

	test('names missing intents, which only prefix commands need', () => {
		const intents = new IntentsBitField([GatewayIntentBits.GuildMessages]);
		expect(discordFindings({ ...complete, intents })[0]?.text).toMatch(/^Intents: MessageContent missing/);
	});

	test('says that prefix commands are off instead of asking for intents', () => {
		const findings = discordFindings({ ...complete, intents: new IntentsBitField(), readsPrefixCommands: false });
		expect(findings).toHaveLength(1);
		expect(findings[0]?.text).toContain('loadMessageCommandListeners: true');
	});

	test('names missing permissions of the channel', () => {
		const botPermissions = new PermissionsBitField([PermissionFlagsBits.ViewChannel]);
		const findings = discordFindings({ ...complete, botPermissions });
		expect(findings[0]).toMatchObject({ outcome: 'warning' });
		expect(findings[0]?.text).toContain('SendMessages missing');
	});

	test('says nothing about permissions that it does not know', () => {
		expect(discordFindings({ ...complete, botPermissions: null })).toHaveLength(1);
	});
});
