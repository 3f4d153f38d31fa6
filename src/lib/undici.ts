// undici's first copy in a process serves all of them: where it can be, that is the one of discord.js.
import 'discord.js';
import { getGlobalDispatcher, setGlobalDispatcher } from 'undici';
import { foreignForms } from './http/foreignForms.js';

/** Newer ones read the forms of every copy of undici. */
const FirstGoodNode = 22;

// plugin-api loads undici 7, and a bot may import it before us. No bot could send a file then.
if (Number.parseInt(process.versions.node, 10) < FirstGoodNode) {
	setGlobalDispatcher(getGlobalDispatcher().compose(foreignForms));
}

export { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici';
