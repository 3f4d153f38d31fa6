/** Where `/health` and `/metrics` alone are answered. */
export interface HealthListener {
	port: number;
	/** `null`: all interfaces. */
	host: string | null;
	/** Whether the bot ends when the port can't be had. Otherwise it takes a free one on this machine's own interface. */
	isRequired: boolean;
}

interface Listening {
	port: number;
	host: string | null;
	/** Whether this process has the web server. */
	listens: boolean;
}

const Loopback = '127.0.0.1';
export const AnyPort: HealthListener = { port: 0, host: Loopback, isRequired: false };

/**
 * Decides where a process answers `/health` and `/metrics`, so that each has them somewhere.
 *
 * @param healthPort `KICK_HEALTH_PORT`.
 * @param isManaged Whether discord.js' `ShardingManager` has started the process. It gives all of them the same variables.
 * @returns `null`: the web server has them, and nothing else was asked for.
 */
export function healthListener(
	{ port, host, listens }: Listening,
	healthPort: number | null,
	isManaged: boolean
): HealthListener | null {
	if (healthPort !== null) {
		return listens && healthPort === port ? null : { port: healthPort, host, isRequired: !isManaged };
	}
	// Not on PORT: a process that starts first would take it from the one with the web server.
	return listens ? null : AnyPort;
}
