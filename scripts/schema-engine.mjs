#!/usr/bin/env node
// Speaks the protocol of Prisma's native schema engine (JSON-RPC, one message a line) with the WebAssembly build of the
// same engine, which npm has. The native one must be downloaded from a host that is often unreachable.
// The Prisma CLI starts this file if PRISMA_SCHEMA_ENGINE_BINARY names it. For Prisma 7.10.0; never used at run time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import { postgresqlSchemaAdapter } from './postgresql-schema-adapter.mjs';
import { sqliteSchemaAdapter } from './sqlite-schema-adapter.mjs';

const enginePackage = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));

// The engine reads its history before it creates the table for it. On SQLite this build fails if there is none.
const migrationsTable = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

const { values: options, positionals } = parseArgs({
	allowPositionals: true,
	strict: false,
	options: {
		datamodels: { type: 'string', multiple: true },
		datasource: { type: 'string' },
		version: { type: 'boolean', short: 'V' }
	}
});

if (options.version) {
	const { version } = JSON.parse(readFileSync(join(enginePackage, 'package.json'), 'utf8'));
	console.log(`schema-engine-wasm ${version}`);
} else if (positionals[0] === 'cli') {
	await checkConnection();
} else {
	serve();
}

function adapterFactory() {
	const { url = '' } = options.datasource ? JSON.parse(options.datasource) : {};
	if (/^(postgres(ql)?|pglite):/.test(url)) return postgresqlSchemaAdapter(url);
	return sqliteSchemaAdapter(url.replace(/^file:(\/\/)?/, ''));
}

async function withConnection(use) {
	const connection = await adapterFactory().connect();
	try {
		await use(connection);
	} finally {
		await connection.dispose();
	}
}

async function checkConnection() {
	try {
		await withConnection((connection) => connection.queryRaw({ sql: 'SELECT 1', args: [], argTypes: [] }));
	} catch (error) {
		const fields = { message: error.message, error_code: 'P1001' };
		const entry = { timestamp: new Date().toISOString(), level: 'ERROR', fields, target: 'schema_engine::logger' };
		process.stderr.write(`\n${JSON.stringify(entry)}\n`);
		process.exitCode = 1;
	}
}

async function loadEngine() {
	const wasm = new WebAssembly.Module(readFileSync(join(enginePackage, 'schema_engine_bg.wasm')));
	const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': bindings });
	bindings.__wbg_set_wasm(instance.exports);
	instance.exports.__wbindgen_start();
	const factory = bindMigrationAwareSqlAdapterFactory(adapterFactory());
	const datamodels = options.datamodels?.map((path) => [path, readFileSync(path, 'utf8')]);
	const engine = await bindings.SchemaEngine.new({ datamodels }, () => {}, factory);
	return { engine, errors: factory.errorRegistry };
}

function serve() {
	const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
	let loaded;
	let queue = Promise.resolve();
	lines.on('line', (line) => {
		const request = JSON.parse(line);
		// A message without a method is the CLI's reply to a "print".
		if (!request.method) return;
		queue = queue.then(async () => {
			loaded ??= loadEngine();
			await answer(request, loaded);
		});
	});
	lines.on('close', () => queue.then(() => process.exit()));
}

async function answer({ id, method, params }, loaded) {
	try {
		const { engine } = await loaded;
		const result = await call(engine, method === 'getDatabaseVersion' ? 'version' : method, params ?? undefined);
		send({ id, result: method === 'diff' ? printed(result) : (result ?? null) });
	} catch (error) {
		const message = await explain(error, loaded);
		const data = { is_panic: false, message, error_code: error.code, meta: error.meta };
		send({ id, error: { code: 4466, message: 'An error happened. Check the data field for details.', data } });
	}
}

async function call(engine, method, params) {
	if (typeof engine[method] !== 'function') throw new Error(`The WebAssembly schema engine has no method ${method}`);
	try {
		return await engine[method](params);
	} catch (error) {
		if (error.code !== 'P1014' || !error.message.includes('_prisma_migrations')) throw error;
		await withConnection((connection) => connection.executeScript(migrationsTable));
		return engine[method](params);
	}
}

// The native engine sends the output of "migrate diff" as a separate request.
function printed({ stdout, exitCode }) {
	if (stdout !== null && stdout !== undefined) send({ id: 1_000_000, method: 'print', params: { content: stdout } });
	return { exitCode };
}

async function explain(error, loaded) {
	const message = error.message ?? String(error);
	const reference = /External error id#(\d+)/.exec(message);
	if (!reference) return message;
	const { errors } = await loaded;
	const origin = errors.consumeError(Number(reference[1]))?.error;
	return message.replace(reference[0], String(origin?.stack ?? origin));
}

function send(message) {
	process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}
