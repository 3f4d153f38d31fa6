// The first undici in a process serves all others, and undici 7 can't send the files that discord.js hands to undici 6.
import 'discord.js';

export { Agent, request } from 'undici';
