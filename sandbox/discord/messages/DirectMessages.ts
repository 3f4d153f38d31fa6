import { WaitLimitMs } from '../../waitLimit.js';
import type { SimulatedUser } from '../world/SimulatedUser.js';
import type { World } from '../world/World.js';
import { BotMessage } from './BotMessage.js';
import { personSays } from './personSays.js';
import type { SimulatedMessage } from './SimulatedMessage.js';

/** The direct messages between the bot and one person. */
export class DirectMessages {
	readonly #world: World;
	readonly #person: SimulatedUser;
	readonly #handedOut = new Set<string>();

	public constructor(world: World, person: SimulatedUser) {
		this.#world = world;
		this.#person = person;
	}

	public say(text: string): Promise<SimulatedMessage> {
		return personSays(this.#world, this.#person, this.#world.directChannel(this.#person), text);
	}

	public next(limitMs = WaitLimitMs): Promise<BotMessage> {
		return this.#world.changes.until(
			() => {
				const message = this.#world
					.directChannel(this.#person)
					.messages.find(({ id, isByBot }) => isByBot && !this.#handedOut.has(id));
				if (message === undefined) return undefined;

				this.#handedOut.add(message.id);
				return new BotMessage(message);
			},
			limitMs,
			() => `The bot sent ${this.#person.name} no direct message within ${limitMs / 1000} s.`
		);
	}
}
