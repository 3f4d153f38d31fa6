import { runBot } from './bot/runBot.js';

await runBot();
