import { Middleware } from '@sapphire/plugin-api';

/**
 * Stands in for plugin-api's `cookies`, which answers a malformed cookie, or a Host equal to the bot's own address,
 * with a 500 and its reason. No route of the ready bot uses that cookie store.
 */
export class SafeCookiesMiddleware extends Middleware {
	public constructor(context: Middleware.LoaderContext) {
		super(context, { position: 30 });
	}

	public override run(): void {}
}
