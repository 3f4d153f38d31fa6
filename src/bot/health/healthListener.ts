/** Address of a server for `/health` and `/metrics` alone. */
export interface HealthListener {
	port: number;
	/** Address to listen on; `null` for all interfaces. */
	host: string | null;
	/** Whether the bot ends if the port is not available. Otherwise it uses a free port on the loopback interface. */
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
 * Decides where a process answers `/health` and `/metrics`, so that each process has them.
 *
 * @param healthPort Value of `KICK_HEALTH_PORT`.
 * @param isManaged Whether a `ShardingManager` started the process. It gives all its processes the same variables.
 * @returns `null` if the web server answers them and no other port is set.
 */
export function healthListener(
	{ port, host, listens }: Listening,
	healthPort: number | null,
	isManaged: boolean
): HealthListener | null {
	if (healthPort !== null) {
		return listens && healthPort === port ? null : { port: healthPort, host, isRequired: !isManaged };
	}
	// Not on PORT, because a process that starts first would take it from the one with the web server.
	return listens ? null : AnyPort;
}
