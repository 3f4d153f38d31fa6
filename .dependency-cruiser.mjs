/**
 * Which folder may import which: `npm run check:dependencies`. The layers are described in docs/architecture.md.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
export default {
	forbidden: [
		{
			name: 'no-cycles',
			comment: 'Files that import each other can only be understood together. Move what both need to a third file.',
			severity: 'error',
			from: {},
			to: { circular: true }
		},
		{
			name: 'resolvable',
			comment: 'The import leads nowhere. If it is in src/generated, run `npm run generate`.',
			severity: 'error',
			from: {},
			to: { couldNotResolve: true }
		},
		{
			name: 'kick-stands-alone',
			comment:
				'src/lib/kick is a client of the API of Kick. It imports these helpers and nothing else of this package.',
			severity: 'error',
			from: { path: '^src/lib/kick/' },
			to: {
				path: '^src/',
				pathNot: [
					'^src/lib/kick/',
					'^src/lib/time/',
					'^src/lib/http/outgoingAgent\\.ts$',
					'^src/lib/awaitable\\.ts$',
					'^src/lib/connectionReason\\.ts$'
				]
			}
		},
		{
			name: 'kick-without-frameworks',
			comment: 'src/lib/kick knows nothing of Discord, Sapphire or storage.',
			severity: 'error',
			from: { path: '^src/lib/kick/' },
			to: { path: 'node_modules/((discord\\.js|discord-api-types|@prisma|libsql|pg|ioredis)/|@sapphire/(?!result/))' }
		},
		{
			name: 'lib-below-pieces',
			comment: 'Commands, routes and pages call src/lib, which knows none of them.',
			severity: 'error',
			from: { path: '^src/lib/' },
			to: { path: '^src/(bot|cli|commands|dashboard|interaction-handlers|listeners|middlewares|routes)/' }
		},
		{
			name: 'lib-knows-discord-in-one-place',
			comment: 'src/lib meets Discord and Sapphire through src/lib/discord. undici.ts only sets the order of loading.',
			severity: 'error',
			from: { path: '^src/lib/', pathNot: '^src/lib/(discord/|undici\\.ts$)' },
			to: { path: 'node_modules/(discord\\.js/|@sapphire/(?!result/))' }
		},
		{
			name: 'only-storage-knows-databases',
			comment: 'SQL, Prisma and the database drivers stay behind the repositories of src/lib/storage.',
			severity: 'error',
			from: { path: '^(src|sandbox)/', pathNot: '^src/(lib/storage|generated)/' },
			to: {
				path: ['node_modules/(@prisma|\\.prisma|prisma|libsql|@libsql|pg)/', '^src/generated/(sqlite|postgresql)/']
			}
		},
		{
			name: 'sandbox-stands-alone',
			comment: 'The sandbox meets the plugin over HTTP and WebSockets only. Shared code would hide errors of both.',
			severity: 'error',
			from: { path: '^sandbox/' },
			to: { path: '^src/' }
		},
		{
			name: 'src-without-sandbox',
			comment: 'The sandbox is for tests and the demo. A bot in production does not load it.',
			severity: 'error',
			from: { path: '^src/' },
			to: { path: '^sandbox/' }
		}
	],
	options: {
		doNotFollow: { path: ['node_modules', '^src/generated/'] },
		// Imports of types count: a circle of types is as hard to read as any other.
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'require', 'node', 'types', 'default']
		}
	}
};
