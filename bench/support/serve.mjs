import { once } from 'node:events';

/** The side of the server under test: says where it listens, and answers how many events its handler had. */
export async function serve(server, path, handled) {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	process.on('message', () => process.send({ handled: handled() }));
	process.on('disconnect', () => process.exit());
	process.send({ url: `http://127.0.0.1:${server.address().port}${path}` });
}
