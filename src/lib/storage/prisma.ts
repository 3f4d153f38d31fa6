// The client of the narrowest provider stands for all: what SQLite's allows is valid on every other one.
export { Prisma, PrismaClient } from '../../generated/sqlite/client.js';
