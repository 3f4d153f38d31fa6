-- CreateTable
CREATE TABLE "kick_revocations" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" BIGINT NOT NULL,
    "sealed_refresh_token" BLOB NOT NULL,
    "created_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "kick_keys" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "fingerprint" TEXT NOT NULL,
    "changed_at" DATETIME NOT NULL
);
