import { connect } from 'node:net';

export const testPostgresUrl = process.env.TEST_POSTGRES_URL || 'postgresql://postgres@127.0.0.1:5432/test';

const AnswerMs = 3_000;

/** Checks if something listens where the PostgreSQL of the tests should be. */
export async function postgresqlAnswers(): Promise<boolean> {
	const { hostname, port } = new URL(testPostgresUrl);
	const socket = connect({ host: hostname, port: Number(port || 5432), timeout: AnswerMs });
	return new Promise((resolve) => {
		const settle = (answers: boolean) => {
			socket.destroy();
			resolve(answers);
		};
		socket
			.once('connect', () => settle(true))
			.once('error', () => settle(false))
			.once('timeout', () => settle(false));
	});
}
