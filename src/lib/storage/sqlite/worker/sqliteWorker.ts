import { parentPort, workerData } from 'node:worker_threads';
import type { ThreadData, ToThread } from './requests.js';
import { ThreadWriter } from './ThreadWriter.js';

const port = parentPort!;
const writer = new ThreadWriter(workerData as ThreadData);

port.on('message', (message: ToThread) => {
	if (message.kind !== 'close') return port.postMessage(writer.answer(message));
	writer.close();
	port.close();
});
port.postMessage({ kind: 'ready' });
