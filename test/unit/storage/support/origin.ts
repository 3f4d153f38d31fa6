import type { ChangeOrigin } from '../../../../src/lib/storage/history/types.js';

/** A change by a person at the dashboard. */
export const origin: ChangeOrigin = { by: { id: '80351110224678912', name: 'Mia 🎮', via: 'dashboard' } };
