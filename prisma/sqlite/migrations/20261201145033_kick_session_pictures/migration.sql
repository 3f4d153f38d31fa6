-- AlterTable
ALTER TABLE "kick_sessions" ADD COLUMN "avatar" TEXT;
