import { once } from 'node:events';

/** Runs the side of the server under test: reports where it listens, and how many events its handler got. */
export async function serve(server, path, handled) {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	process.on('message', () => process.send({ handled: handled() }));
	process.on('disconnect', () => process.exit());
	process.send({ url: `http://127.0.0.1:${server.address().port}${path}` });
}
