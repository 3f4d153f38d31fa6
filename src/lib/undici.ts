// The first copy of undici in a process serves all others. Where possible, that is the copy of discord.js.
import 'discord.js';
import { getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { foreignForms } from './http/foreignForms.js';

/** First Node.js version that reads the forms of every copy of undici. */
const FirstGoodNode = 22;

// plugin-api loads undici 7, and a bot may import it before this package. Without this, no bot could send a file then.
if (Number.parseInt(process.versions.node, 10) < FirstGoodNode) {
	setGlobalDispatcher(getGlobalDispatcher().compose(foreignForms));
}

export { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
