import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { loadConfig } from '../../../src/lib/config/loadConfig.js';
import { KickService } from '../../../src/lib/KickService.js';
import { discordStub } from '../../support/discordStub.js';
import { recordingLogger } from '../../support/recordingLogger.js';
import { temporaryPlace } from '../../support/temporaryDatabase.js';

it('a service that is stopped before it was opened opens nothing', async () => {
	const { url } = await temporaryPlace('sqlite');
	const options = { clientId: 'id', clientSecret: 'secret', databaseUrl: url, oauthBaseUrl: 'http://localhost:4000' };
	const config = loadConfig(options, {}).unwrap();
	const service = new KickService({
		config,
		client: new EventEmitter(),
		discord: discordStub,
		logger: recordingLogger()
	});
	await service.stop();
	await service.open();
	expect(() => service.events).toThrow();
});
