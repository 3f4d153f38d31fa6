import { CommandRegistry } from './commands/CommandRegistry.js';
import { addUser } from './guilds/User.js';
import { InteractionAnswers } from './interactions/InteractionAnswers.js';
import { Interactions } from './interactions/Interactions.js';
import { Attachments } from './messages/Attachments.js';
import { ChannelMessages } from './messages/ChannelMessages.js';
import { MessageComposer } from './messages/MessageComposer.js';
import { MessageFeed } from './messages/MessageFeed.js';
import { type DiscordOAuthSettings, SimulatedDiscordOAuth } from './oauth/SimulatedDiscordOAuth.js';
import { SimulatedApplication } from './world/SimulatedApplication.js';
import { World } from './world/World.js';

export interface ServiceSettings {
	/** Returns the address of the file downloads, without a trailing slash. */
	baseUrl: () => string;
	botName: string;
	ownerName: string;
	/** Time in which the bot has to acknowledge an interaction, in milliseconds. */
	acknowledgeMs: number;
	/** Lifetime of an interaction's token, in milliseconds. */
	tokenMs: number;
	oauth: DiscordOAuthSettings;
}

/** The state of one simulated Discord and the services that work on it. */
export interface DiscordServices {
	world: World;
	application: SimulatedApplication;
	attachments: Attachments;
	/** The bot's global commands. */
	commands: CommandRegistry;
	feed: MessageFeed;
	messages: ChannelMessages;
	interactions: Interactions;
	answers: InteractionAnswers;
	oauth: SimulatedDiscordOAuth;
}

/** Creates the services, and the accounts of the bot and of its owner. */
export function createServices(settings: ServiceSettings): DiscordServices {
	const world = new World();
	const attachments = new Attachments(settings.baseUrl);
	const commands = new CommandRegistry(world, null);
	const feed = new MessageFeed(world);
	const composer = new MessageComposer(world, attachments);
	const messages = new ChannelMessages(world, composer, feed);
	const interactions = new Interactions(world.ids, settings.acknowledgeMs, settings.tokenMs);
	const answers = new InteractionAnswers(world, interactions, composer, feed);
	const oauth = new SimulatedDiscordOAuth(settings.oauth);

	const personServices = { world, feed, interactions, commands };
	addUser(personServices, settings.botName, true);
	const owner = addUser(personServices, settings.ownerName, false);
	const application = new SimulatedApplication(world, settings.botName, owner);

	return { world, application, attachments, commands, feed, messages, interactions, answers, oauth };
}
