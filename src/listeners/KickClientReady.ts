import { Events, Listener } from '@sapphire/framework';

/** Listeners are loaded and Discord is there: what waited in the database can be handled. */
export class KickClientReady extends Listener<typeof Events.ClientReady> {
	public constructor(context: Listener.LoaderContext) {
		super(context, { event: Events.ClientReady, once: true });
	}

	public override async run(): Promise<void> {
		await this.container.kick.start();
	}
}
