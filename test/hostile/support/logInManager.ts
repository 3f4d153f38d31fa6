import { withTimeout } from '../../../src/lib/time/withTimeout.js';
import { PatienceMs } from '../../support/patience.js';
import type { Target } from './Target.js';
import { Visitor } from './Visitor.js';

/** Logs the manager of the linked server in to the dashboard, at the top level of a test file. */
export function logInManager({ community, world }: Target): Promise<Visitor> {
	return withTimeout(Visitor.logIn(world, community.manager), PatienceMs, 'The login did not end');
}
