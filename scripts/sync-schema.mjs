// Writes prisma/<provider>/schema.prisma from prisma/models.prisma, because Prisma wants the provider as a literal.
// With --check it writes nothing and fails if a copy is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { providers } from './providers.mjs';

const checkOnly = process.argv.includes('--check');
const models = readFileSync('prisma/models.prisma', 'utf8');

for (const provider of providers) {
	const file = `prisma/${provider}/schema.prisma`;
	const schema = `${header(provider)}\n${models}`;
	if (existsSync(file) && readFileSync(file, 'utf8') === schema) continue;
	if (checkOnly) {
		console.error(`${file} is out of date: run "node scripts/sync-schema.mjs"`);
		process.exitCode = 1;
	} else {
		mkdirSync(`prisma/${provider}`, { recursive: true });
		writeFileSync(file, schema);
	}
}

function header(provider) {
	return `// Written by scripts/sync-schema.mjs from ../models.prisma: edit that file.

generator client {
  provider      = "prisma-client"
  output        = "../../src/generated/${provider}"
  runtime       = "nodejs"
  moduleFormat  = "esm"
  compilerBuild = "small"
}

datasource db {
  provider = "${provider}"
}
`;
}
