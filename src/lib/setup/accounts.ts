import { AccountLinker } from '../accounts/AccountLinker.js';
import { AccountRelease } from '../accounts/AccountRelease.js';
import { AccountTokens } from '../accounts/AccountTokens.js';
import { BotAccount } from '../accounts/BotAccount.js';
import { ConfiguredBotToken } from '../accounts/ConfiguredBotToken.js';
import { Linking } from '../accounts/Linking.js';
import { LinkRights } from '../accounts/LinkRights.js';
import { LinkStates } from '../accounts/LinkStates.js';
import { OtherLinks } from '../accounts/OtherLinks.js';
import { Resealing } from '../accounts/Resealing.js';
import { Revocations } from '../accounts/Revocations.js';
import { TokenKeys } from '../accounts/TokenKeys.js';
import type { Cluster } from '../cluster/Cluster.js';
import { TokenVault } from '../crypto/TokenVault.js';
import type { SetupContext } from './context.js';
import type { ChannelServices, KickClients } from './kick.js';

/** Creates the services of the linked accounts and of the bot account. */
export function createAccountServices(
	{ config, app, database, discord, logger }: SetupContext,
	{ oauth, rest }: Pick<KickClients, 'oauth' | 'rest'>,
	{ lookup, sync, subscriptions }: ChannelServices,
	cluster: Cluster
) {
	const { useWebsocket, botUserToken } = config;
	const vault = new TokenVault(config.tokenKey ?? app.clientSecret, config.tokenKeyOld);
	const { accounts } = database;
	const keys = new TokenKeys({
		database,
		vault,
		variable: config.tokenKey ? 'KICK_TOKEN_KEY' : 'KICK_CLIENT_SECRET',
		resealing: new Resealing(database, vault, cluster),
		logger
	});
	const revocations = new Revocations(database.revocations, accounts, vault, oauth);
	const tokens = new AccountTokens({ accounts, vault, oauth, revocations, leases: cluster, logger });
	const states = new LinkStates(database.linkStates, vault);
	const botAccount = new BotAccount({
		database,
		tokens,
		configured: useWebsocket && botUserToken ? new ConfiguredBotToken(botUserToken, oauth, rest, logger) : null,
		logger
	});
	const release = new AccountRelease({ database, tokens, revocations, subscriptions, logger });
	const others = new OtherLinks({ database, vault, release, discord, logger });
	const linker = new AccountLinker({
		rest,
		database,
		tokens,
		lookup,
		sync,
		release,
		revocations,
		others,
		useWebsocket,
		logger
	});
	const rights = new LinkRights(discord, logger);
	const linking = new Linking({ urls: app.urls, oauth, database, states, rights, linker, discord });
	return { keys, tokens, revocations, states, botAccount, release, linking, others };
}
